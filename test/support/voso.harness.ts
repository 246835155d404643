import sharp from 'sharp';
import { createVoso } from '../../src/adapters/voso';
import { type ConformanceHarness, practiceRemote } from '../../src/platform/conformance';
import type { PlatformAdapter } from '../../src/platform/contract';
import { startSandbox } from '../../src/sandbox';

const shop = { username: 'htx-thuc-hanh', password: 'thuc-hanh' };

/** A 600 px picture, made once. */
let photo: Buffer | null = null;
async function makePhoto(): Promise<Buffer> {
  return (photo ??= await sharp({ create: { width: 600, height: 600, channels: 3, background: '#c80' } })
    .jpeg()
    .toBuffer());
}

export const adapter: PlatformAdapter = createVoso();

/** How the conformance kit reaches the practice Voso. */
export const harness: ConformanceHarness = {
  start: async () => {
    const sandbox = await startSandbox({ reviewMs: null, postmart: false, voso: { stockRatePerSecond: null } });
    return practiceRemote({
      url: sandbox.voso.url,
      credentials: { partnerUsername: 'lensan', partnerPassword: 'thuc-hanh', ...shop },
      passwordKey: 'password',
      webhookSecrets: ['bi-mat-thuc-hanh-a'],
      strangersSecret: 'bi-mat-cua-nguoi-khac',
      webhookSetting: (url) => ({ path: '/seed', body: { shops: [{ ...shop, webhookUrl: url }] } }),
      lockSetting: { shops: [{ ...shop, locked: true }] },
      rejectReason: '101',
      stop: () => sandbox.stop(),
    });
  },
  draft: { categoryCode: '65' },
  photo: async () => ({ bytes: await makePhoto(), format: 'jpeg' }),
  paths: {
    'picked-up': ['105'],
    delivered: ['105', '200', '500', '501'],
    returning: ['105', '200', '502'],
    returned: ['105', '200', '502', '504'],
    lost: ['105', '200', '503'],
    unknown: ['105', '570'],
  },
  can: { lockShop: true, busyOnce: true },
};
