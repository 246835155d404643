import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import sharp from 'sharp';
import { createPostmart } from '../../src/adapters/postmart';
import { type ConformanceHarness, practiceRemote } from '../../src/platform/conformance';
import type { PlatformAdapter, RawDelivery } from '../../src/platform/contract';
import { startSandbox } from '../../src/sandbox';

export const adapter: PlatformAdapter = createPostmart();

/** Serves one good picture under every address, because this platform fetches pictures itself. */
async function servePhotos(): Promise<{ url: () => string; stop: () => Promise<void> }> {
  const photo = await sharp({ create: { width: 600, height: 600, channels: 3, background: '#c80' } })
    .jpeg()
    .toBuffer();
  const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end(photo));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  let count = 0;
  return {
    url: () => `http://127.0.0.1:${port}/anh-${++count}.jpg`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The first record of a batch is signed, the others are not. */
function withForgedRecord({ headers, body }: RawDelivery): RawDelivery {
  const batch = JSON.parse(body.toString('utf8')) as { data: object[] }; // a genuine batch
  batch.data.push({ ...batch.data[0], originalId: 'PM0000000000', orderState: 'COMPLETED', status: 14 });
  return { headers, body: Buffer.from(JSON.stringify(batch)) };
}

const strangersSecret = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** How the conformance kit reaches the practice Postmart. */
export const harness: ConformanceHarness = {
  start: async () => {
    const sandbox = await startSandbox({ reviewMs: null, voso: false });
    const photos = await servePhotos();
    const { url } = sandbox.postmart;
    const publicKey = await (await fetch(`${url}/__sim/public-key`)).text();
    return practiceRemote({
      url,
      credentials: { username: 'htx-thuc-hanh', password: 'thuc-hanh', customerCode: 'C00001', warehouseCode: 'KHO01' },
      passwordKey: 'password',
      webhookSecrets: [publicKey],
      strangersSecret,
      webhookSetting: (address) => ({ path: '/approve-webhook', body: { url: address } }),
      lockSetting: { customers: [{ customerCode: 'C00001', locked: true }] },
      rejectReason: 'OTHER',
      queueStatuses: ['1', '2'],
      photoUrl: photos.url,
      stop: async () => {
        await sandbox.stop();
        await photos.stop();
      },
    });
  },
  draft: { categoryCode: 'NS010203' },
  paths: {
    'picked-up': ['6'],
    delivered: ['6', '14'],
    completed: ['6', '14', 'COMPLETED'],
    returning: ['6', '18'],
    returned: ['6', '18', '19'],
  },
  can: { lockShop: true, busyOnce: true },
  forgeries: [withForgedRecord],
};
