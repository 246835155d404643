import { type ConnectionAccess, PlatformError, type Session } from '../../platform/contract';
import { ask, askOpenly } from './client';
import { isTokenRefused } from './refusal.rules';
import { type Row, optionalText, text, toRow } from './wire.rules';

/**
 * The shop's long token: our partner login first, then the shop's own password delegates to us (`ownerconnect`).
 * Without a partner account the shop logs in by itself and gets a token of about a day.
 */
export async function login({ http, credentials }: ConnectionAccess): Promise<Session> {
  const partner = { USERNAME: credentials['partnerUsername'] ?? '', PASSWORD: credentials['partnerPassword'] ?? '' };
  const shop = { USERNAME: credentials['username'] ?? '', PASSWORD: credentials['password'] ?? '' };
  if ((partner.USERNAME === '') !== (partner.PASSWORD === '')) {
    throw new PlatformError({ kind: 'unauthorised' }, 'partnerUsername and partnerPassword: both or neither');
  }
  const direct = partner.USERNAME === '';
  const first = await askOpenly(http, { method: 'POST', path: '/v2/user/Login', json: direct ? shop : partner, safeToRepeat: true });
  const entry = toSession(toRow(first.data, 'Login'));
  if (direct) return entry;
  const delegate = ask({ http, token: entry.token }, { method: 'POST', path: '/v2/user/ownerconnect', json: shop, safeToRepeat: true });
  const second = await unlessOvertaken(delegate);
  return toSession(toRow(second.data, 'ownerconnect'));
}

/**
 * Shops share the partner's account. Where a new login ends the earlier token, another shop's login between our two steps makes the second fail
 * with a token text, although nothing is wrong with the passwords: that must not look like `unauthorised`, which calls for a person.
 */
async function unlessOvertaken<T>(delegate: Promise<T>): Promise<T> {
  try {
    return await delegate;
  } catch (error) {
    if (!(error instanceof PlatformError) || !isTokenRefused(error)) throw error;
    throw new PlatformError({ kind: 'unavailable', outcome: 'not-applied' }, error.platformText, { cause: error });
  }
}

function toSession(row: Row): Session {
  const token = text(row, 'token');
  return { token, expiresAt: toExpiry(row['expired']) ?? expiryInside(token) };
}

/** Epoch milliseconds; the sibling's documents say 0 there, which means that it does not tell. */
function toExpiry(value: unknown): Date | null {
  const isMoment = typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value < 8.64e15;
  return isMoment ? new Date(value) : null;
}

/** The token is a JWT whose `exp` (seconds) agrees with `expired` in every sample; read, never verified: it is not ours to judge. */
function expiryInside(token: string): Date | null {
  try {
    const claims = toRow(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')), 'claims');
    return typeof claims['exp'] === 'number' ? toExpiry(claims['exp'] * 1000) : null;
  } catch {
    return null; // no JWT: then the platform simply does not say
  }
}

/** The pick-up address new products are given: as configured, else the shop's first. */
export async function pickUpAddress(call: Parameters<typeof ask>[0] & Pick<ConnectionAccess, 'credentials'>): Promise<number> {
  const configured = optionalText(call.credentials, 'groupAddressId') ?? '';
  if (/^\d{1,15}$/.test(configured)) return Number(configured);
  const { data } = await ask(call, { method: 'GET', path: '/v2/user/listInventory', safeToRepeat: true });
  const [first] = Array.isArray(data) ? data : [];
  const found: unknown = first === undefined ? undefined : toRow(first, 'inventory')['groupaddressId'];
  if (typeof found === 'number' && Number.isSafeInteger(found)) return found;
  throw new PlatformError(
    {
      kind: 'rejected',
      issues: [
        {
          code: 'other',
          platformText: 'listInventory: empty',
          adviceVi: 'Gian hàng chưa có kho lấy hàng: tạo kho ở kênh người bán trước.',
        },
      ],
    },
    'listInventory: empty',
  );
}
