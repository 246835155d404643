import path from 'node:path';
import sharp from 'sharp';
import { demoMakers } from '../list/demo-list';
import { CARD_PX, cardSvg } from './card.rules';
import { lettering } from './letters';
import { Painter } from './painter';

const products = demoMakers().flatMap((maker) => maker.products);
const box = { x: 0, y: 0, width: 600, height: 140 };
const strokes = (text: string): number => lettering(text, box, '#000').match(/M/g)?.length ?? 0;

describe('product cards', () => {
  it('have a stroke for every sign of every name', () => {
    const signs = new Set(products.flatMap((product) => [...product.name.toUpperCase()]).filter((sign) => sign !== ' '));
    expect(signs.size).toBeGreaterThan(40);
    for (const sign of signs) expect([sign, strokes(sign)]).toEqual([sign, expect.any(Number)]);
    expect([...signs].filter((sign) => strokes(sign) === 0)).toEqual([]);
  });

  it('draw Vietnamese marks', () => {
    expect(strokes('ế')).toBe(strokes('e') + 2);
    expect(strokes('ợ')).toBe(strokes('o') + 2);
    expect(strokes('đ')).toBe(strokes('d') + 1);
  });

  it('keep the name inside its box, in lines where it is long', () => {
    const long = lettering('Nước mắm nhĩ truyền thống Tư Tài của một làng rất xa biển', box, '#000');
    expect(long.match(/<path/g)?.length).toBeGreaterThan(1);
    for (const [, x = '', y = ''] of long.matchAll(/translate\((\S+) (\S+)\)/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(y)).toBeLessThan(box.height);
    }
  });

  it('are the same each time, and other for each product', () => {
    const cards = products.map(({ name, ocopSet, unit, stars }) => cardSvg({ name, ocopSet, unit, stars }));
    expect(products.map(({ name, ocopSet, unit, stars }) => cardSvg({ name, ocopSet, unit, stars }))).toEqual(cards);
    expect(new Set(cards).size).toBe(products.length);
  });

  it('are drawn by a process of their own, as JPEG of a size that both practice platforms take', async () => {
    const painter = new Painter(['-r', path.resolve(__dirname, '../../../scripts/register.js')]);
    try {
      const cards = await Promise.all(products.map((product) => painter.draw(product)));
      for (const card of cards) expect(await sharp(card).metadata()).toMatchObject({ format: 'jpeg', width: CARD_PX, height: CARD_PX });
      const [first] = products;
      if (first) expect(Buffer.from(await painter.draw(first)).equals(Buffer.from(cards[0] ?? []))).toBe(true);
    } finally {
      painter.stop();
    }
  });
});
