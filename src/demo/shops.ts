import { PRACTICE_SHOPS, type PerPractice } from '../sandbox/practice';
import type { Api } from './api';
import { PLATFORM_NAMES, PLATFORMS, PracticeControl, type PlatformCode } from './practice';

interface Connection {
  readonly id: string;
  readonly platform: string;
  readonly baseUrl: string;
  readonly webhookUrl: string;
}

/** Connects a shop at both practice platforms, or finds them, and has the platforms call us where we listen today. */
export async function connectShops(operator: Api, urls: PerPractice<string>): Promise<void> {
  const known = await operator.list<Connection>('/api/v1/connections');
  for (const platform of PLATFORMS) {
    const control = new PracticeControl(urls[platform]);
    const connection = await connect(
      operator,
      known.find((each) => each.platform === platform),
      platform,
      control,
    );
    const { path, body } = PRACTICE_SHOPS[platform].webhookSetting(connection.webhookUrl);
    await control.post(path, body);
  }
}

async function connect(
  operator: Api,
  known: Connection | undefined,
  platform: PlatformCode,
  control: PracticeControl,
): Promise<Connection> {
  const { credentials, webhookSecret } = PRACTICE_SHOPS[platform];
  if (!known) {
    const secret = 'text' in webhookSecret ? webhookSecret.text : await control.text(webhookSecret.path);
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
