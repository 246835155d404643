import { countOf, likelySigner } from './handover.rules';

describe('handing over', () => {
  it('takes the person out of the name of a household, and nobody out of an organisation', () => {
    expect(['Hộ Vàng Thị Mỷ', 'hộ  Sùng A Dơ', 'HTX Bản Giốc', 'Hộ kinh doanh Hoa Ban'].map(likelySigner)).toEqual([
      ...['Vàng Thị Mỷ', 'Sùng A Dơ', '', ''],
    ]);
  });

  it('counts what is done, waits for a signal or was refused', () => {
    expect(countOf([{ fate: 'done' }, { fate: 'later' }, { fate: 'refused', reason: 'x' }, { fate: 'waiting' }])).toEqual({
      ...{ done: 2, refused: 1, all: 4 },
    });
  });
});
