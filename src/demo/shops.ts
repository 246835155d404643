import type { Api } from './api';
import { PLATFORM_NAMES, PLATFORMS, PracticeControl, type PlatformCode } from './practice';

/** The practice shop that the README of the practice platforms names. */
const CREDENTIALS: Readonly<Record<PlatformCode, Readonly<Record<string, string>>>> = {
  voso: { partnerUsername: 'lensan', partnerPassword: 'thuc-hanh', username: 'htx-thuc-hanh', password: 'thuc-hanh' },
  postmart: { username: 'htx-thuc-hanh', password: 'thuc-hanh', customerCode: 'C00001', warehouseCode: 'KHO01' },
};
const VOSO_SECRET = 'bi-mat-thuc-hanh-a';

interface Connection {
  readonly id: string;
  readonly platform: string;
  readonly baseUrl: string;
  readonly webhookUrl: string;
}

/** Connects a shop at both practice platforms, or finds them, and has the platforms call us where we listen today. */
export async function connectShops(operator: Api, urls: Readonly<Record<PlatformCode, string>>): Promise<void> {
  const known = await operator.list<Connection>('/api/v1/connections');
  for (const platform of PLATFORMS) {
    const control = new PracticeControl(urls[platform]);
    const connection = await connect(
      operator,
      known.find((each) => each.platform === platform),
      platform,
      control,
    );
    if (platform === 'voso') await control.post('/seed', { shops: [{ username: 'htx-thuc-hanh', webhookUrl: connection.webhookUrl }] });
    else await control.post('/approve-webhook', { url: connection.webhookUrl });
  }
}

async function connect(
  operator: Api,
  known: Connection | undefined,
  platform: PlatformCode,
  control: PracticeControl,
): Promise<Connection> {
  const credentials = CREDENTIALS[platform];
  if (!known) {
    const secret = platform === 'voso' ? VOSO_SECRET : await control.publicKey();
    return operator.write<Connection>('POST', '/api/v1/connections', `connection-${platform}`, {
      ...{ platform, name: PLATFORM_NAMES[platform], baseUrl: control.url, credentials },
      ...{ webhookSecrets: [secret], isPractice: true },
    });
  }
  if (new URL(known.baseUrl).origin === control.url) return known;
  // Other ports than last time.
  const key = `connection-${platform}-${Buffer.from(`${known.baseUrl} ${control.url}`).toString('base64url')}-${performance.timeOrigin}`;
  return operator.write<Connection>('PATCH', `/api/v1/connections/${known.id}`, key, { baseUrl: control.url, credentials });
}
