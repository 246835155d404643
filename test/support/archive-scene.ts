import { rows, Transactions } from '../../src/shared/db';
import { newId } from '../../src/shared/kernel';
import type { Answer, Person, TestApp } from './app';
import { card } from './market';
import { pdf } from './paper-files';

const done = (answer: Answer): Answer => {
  if (answer.status >= 300) throw new Error(answer.text);
  return answer;
};

const form = (bytes: Buffer, type: string): { body: FormData } => {
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(bytes)], { type }), 'tep');
  return { body };
};

/** A producer with all that an archive carries. Answers its id. */
export async function fullProducer(app: TestApp, mai: Person): Promise<string> {
  const office = await app.person('province', '08');
  const db = app.app.get(Transactions).reader;
  await rows(
    db,
    `insert into attribute_definition (id, code, sets, kind, level, label_vi, choices, source, effective_from)
     values ($1, 'sweetTest', '{4}', 'choice', 'optional', 'Độ ngọt', '{ít,nhiều}', 'thử', '2020-01-01')`,
    [newId()],
  );
  const [commune] = await rows<{ code: string }>(db, `select code from commune where province_code = '08' order by code limit 1`);
  const made = done(
    await mai.post('/api/v1/producers', {
      ...{
        kind: 'cooperative',
        name: 'HTX Nông nghiệp Đồng Văn',
        provinceCode: '08',
        communeCode: commune?.code,
        address: 'Số 1, thôn Má Lé',
      },
      ...{
        representative: 'Vàng Thị Mai',
        legacyAddress: { province: 'Hà Giang', district: 'Đồng Văn', ward: 'Má Lé' },
      },
    }),
  );
  const producerId = String(made.body.id);
  const home = `/api/v1/producers/${producerId}`;
  const product = done(
    await mai.post(`${home}/products`, {
      ...{ name: 'Mật ong bạc hà', description: 'Dòng một\nDòng hai', ocopSet: 4, communeCode: commune?.code, shelfLifeDays: 365 },
      ...{ attributes: { sweetTest: 'nhiều' }, season: [{ from: '10-01', to: '02-28' }], storageClass: 'cool', minDaysLeftAtDispatch: 30 },
      traceUrl: 'https://checkvn.mae.gov.vn/mat-ong',
      packs: [
        {
          sku: `MO-${producerId.slice(-6).toUpperCase()}`,
          unit: 'chai',
          weightGrams: 750,
          lengthCm: 10,
          widthCm: 10,
          heightCm: 22,
          priceVnd: 350_000,
          gtin: '8938500012341',
        },
        { unit: 'thùng', factor: 6, weightGrams: 5_000, lengthCm: 40, widthCm: 30, heightCm: 25, priceVnd: 2_000_000 },
      ],
    }),
  );
  const at = `${home}/products/${product.body.id}`;
  const other = done(
    await mai.post(`${home}/products`, {
      ...{ name: 'Chè shan tuyết', ocopSet: 12 },
      packs: [{ unit: 'hộp', weightGrams: 200, lengthCm: 10, widthCm: 10, heightCm: 10, priceVnd: 180_000 }],
    }),
  );
  const photoIds: string[] = [];
  for (let i = 0; i < 3; i++)
    photoIds.push(String(done(await mai.call('POST', `${home}/photos`, form(await card(), 'image/jpeg'))).body.id));
  done(await mai.call('PUT', `${at}/photos`, { body: { photoIds: [photoIds[1], photoIds[0]] } }));
  const { version } = (await mai.get(at)).body;
  done(await mai.call('PATCH', at, { body: { version, description: 'Mô tả mới' } }));

  const certificate = done(
    await mai.post(`${at}/certificates`, {
      stars: 4,
      number: '12/QĐ',
      issuedBy: 'UBND tỉnh Tuyên Quang',
      issuedOn: '2025-03-12',
      expiresOn: '2028-03-11',
    }),
  );
  const paper = `${at}/certificates/${certificate.body.id}`;
  done(await mai.call('PUT', `${paper}/file`, form(await pdf(2, 'Giay chung nhan OCOP'), 'application/pdf')));
  done(await office.post(`${paper}/verify`));
  done(
    await mai.post(`${home}/products/${other.body.id}/certificates`, {
      stars: 3,
      number: '13/QĐ',
      issuedBy: 'UBND huyện',
      issuedOn: '2025-03-12',
    }),
  );

  const licence = {
    type: 'food-safety-certificate',
    scope: 'facility',
    scopeName: 'Xưởng Đồng Văn',
    issuer: 'Chi cục',
    issuedOn: '2025-03-12',
  };
  const document = done(await mai.post(`${home}/documents`, { ...licence, number: '12/2025' }));
  const filed = done(
    await mai.call('PUT', `${home}/documents/${document.body.id}/file`, form(await pdf(1, 'An toan thuc pham'), 'application/pdf')),
  );
  done(await office.post(`${home}/documents/${document.body.id}/verify`, { version: filed.body.version }));
  done(await mai.post(`${home}/documents`, { ...licence, number: '13/2025', state: 'draft' }));

  done(await mai.call('PUT', `${at}/stock`, { body: { onHand: 40 } }));
  done(await mai.post(`${at}/lots`, { name: 'Vụ đông 2026', quantity: 25, availableFrom: '2026-10-15', expiresOn: '2027-10-15' }));
  return producerId;
}
