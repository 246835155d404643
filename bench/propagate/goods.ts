import { Client } from 'pg';
import sharp from 'sharp';
import { consentBody } from '../../test/support/consent';
import { givePapers } from '../../test/support/papers';
import type { Program } from '../support/program';

/** Registers, photographs, certifies, counts and publishes one product; answers its SKU. */
export async function listProduct(program: Program, number: number, onHand: number, communeCode: string): Promise<string> {
  const { id: producerId } = await program.call<{ id: string }>('POST', '/api/v1/producers', {
    kind: 'cooperative',
    name: `HTX ${number}`,
    provinceCode: '08',
  });
  const home = `/api/v1/producers/${producerId}`;
  const { items } = await program.call<{ items: Parameters<typeof consentBody>[0] }>('GET', '/api/v1/consent-texts');
  await program.call('POST', `${home}/consents`, consentBody(items));
  const sku = `MO-${String(number).padStart(4, '0')}`;
  const { id } = await program.call<{ id: string }>('POST', `${home}/products`, {
    name: `Mật ong bạc hà số ${number}`,
    description: 'Mật ong hoa bạc hà cao nguyên đá, thu hoạch tháng 11 và 12. Bảo quản nơi khô mát, tránh ánh nắng.',
    ocopSet: 4,
    communeCode,
    shelfLifeDays: 365,
    packs: [{ sku, unit: 'chai', factor: 1, weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 350_000 }],
  });
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(await card(number))], { type: 'image/jpeg' }), 'anh.jpg');
  const { id: photoId } = await program.call<{ id: string }>('POST', `${home}/photos`, form);
  await program.call('PUT', `${home}/products/${id}/photos`, { photoIds: [photoId] });
  const { id: certificateId } = await program.call<{ id: string }>('POST', `${home}/products/${id}/certificates`, {
    stars: 4,
    number: `QD-${number}`,
    issuedBy: 'UBND tỉnh Tuyên Quang',
    issuedOn: '2025-03-12',
    expiresOn: '2098-03-11',
  });
  await program.callAs(await program.office('08'), 'POST', `${home}/products/${id}/certificates/${certificateId}/verify`);
  const client = new Client({ connectionString: program.databaseUrl });
  await client.connect();
  await givePapers(client, [id]).finally(() => client.end());
  await program.call('PUT', `${home}/products/${id}/stock`, { onHand });
  await program.call('POST', `${home}/products/${id}/listings`, {});
  return sku;
}

/** A picture of its own. */
function card(number: number): Promise<Buffer> {
  const background = { r: (number * 53) % 256, g: (number * 101) % 256, b: (number * 29) % 256 };
  return sharp({ create: { width: 800, height: 800, channels: 3, background } })
    .jpeg()
    .toBuffer();
}
