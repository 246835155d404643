import { vietnamDay } from '../../src/catalog';
import { ReminderJob } from '../../src/catalog/document/reminder.job';
import { MANDATE, type Answer, type Json, type Person } from './app';
import { card, type Goods, type Market } from './market';
import { check, goodRow, HEADINGS, sendList, xlsx } from './sheet-files';

export type Ids = Map<string, string>;

const made = (answer: Answer): Json => {
  if (answer.status >= 300) throw new Error(answer.text);
  return answer.body;
};
const fileOf = (bytes: Buffer, type: string): FormData => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)], { type }), 'tep');
  return form;
};

/** One of everything that a path can name, of the producer of `goods`. `word` stands in every name. */
export async function oneOfEach(market: Market, owner: Person, goods: Goods, word: string): Promise<Ids> {
  const { home, productId, producerId } = goods;
  const of = `${home}/products/${productId}`;
  const { operator } = market;
  const product = made(await owner.get(of));
  const paper = { number: `${word}-1`, issuer: `Trung tâm ${word}`, issuedOn: '2025-01-02', expiresOn: vietnamDay(new Date()) };
  const document = made(await owner.post(`${home}/documents`, { type: 'gap', scope: 'producer', ...paper }));
  made(await owner.call('PUT', `${home}/documents/${document.id}/file`, { body: fileOf(await card(), 'image/jpeg') }));
  made(await operator.post(`${home}/documents/${document.id}/verify`, { version: 2 }));
  await market.app.app.get(ReminderJob).run();
  const certificate = made(
    await owner.post(`${of}/certificates`, {
      ...{ stars: 4, number: `${word}-2`, issuedBy: `UBND ${word}`, issuedOn: '2025-03-12', expiresOn: '2029-03-11' },
    }),
  );
  made(await owner.call('PUT', `${of}/certificates/${certificate.id}/file`, { body: fileOf(await card(), 'image/jpeg') }));
  const announced = await owner.call('POST', `${home}/uploads`, { headers: { 'tus-resumable': '1.0.0', 'upload-length': '1000' } });
  const officer = await market.app.person('officer');
  const listings = made(await owner.get(`${home}/listings`)).items;
  const duplicates = made(await owner.get(`${home}/duplicates`)).items;
  return new Map(
    Object.entries({
      ...{ producerId, productId, packId: product.packs[0].id, photoId: product.photoIds[0], version: '1', other: '1', platform: 'voso' },
      ...{
        'old-places/:code': '22111',
        'communes/:code': '22111',
        code: '08',
        accountId: officer.accountId,
        connectionId: market.shops.get('voso'),
        listingId: listings[0]?.id,
      },
      ...{ documentId: document.id, uploadId: announced.headers.get('location')?.split('/').at(-1), hintId: duplicates[0]?.id },
      'certificates/:id': certificate.id,
      'connections/:id': market.shops.get('voso'),
      lotId: made(await owner.post(`${of}/lots`, { name: `Lô ${word}`, quantity: 50, availableFrom: '2026-01-01' })).id,
      reminderId: made(await owner.get(`${home}/reminders`)).items[0]?.id,
      mandateId: made(await owner.post(`${home}/mandates`, { ...MANDATE, officerId: officer.accountId })).id,
      listId: await sendList(operator, '08', 'QĐ-1'),
      importId: (await check(owner, producerId, await xlsx([HEADINGS, goodRow(`Hàng ${word}`)]), `${word}.xlsx`)).id,
    }).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
