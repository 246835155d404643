/**
 * What somebody tries who means harm: one request each, with the only answers that are right. `{name}` stands for an id of the victim, `{my:name}` for one of the attacker's own,
 * `{secret:name}` for something that was stolen or has ended. Nothing of the victim's may change, and no answer may hold a word of the victim's.
 */
export interface Attack {
  readonly what: string;
  readonly as?: Attacker;
  /** `GET /api/v1/…`, sent as it is: no client puts the path in order. */
  readonly send: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly answers: readonly number[];
}

/**
 * `thief` owns another producer of the same province, `officer` has no mandate, `far` is the office of another province, `root` is an operator whose session was taken over,
 * `page` is a page of somebody else in the browser of the victim.
 */
export type Attacker = 'nobody' | 'thief' | 'officer' | 'far' | 'root' | 'page';

export const HOME = '/api/v1/producers/{producerId}';
export const MINE = '/api/v1/producers/{my:producerId}';
export const PACK = { sku: 'CUA-TOI', unit: 'gói', factor: 1, weightGrams: 100, lengthCm: 10, widthCm: 10, heightCm: 10, priceVnd: 10_000 };
export const PRODUCT = { name: 'Chè xanh', ocopSet: 11, packs: [PACK] };
export const SQL = `' or 1=1; drop table product; --`;
export const sql = encodeURIComponent(SQL);
export const json = (text: string): Pick<Attack, 'headers' | 'body'> => ({ headers: { 'content-type': 'application/json' }, body: text });
export const form = (name: string, content: string, more = ''): Pick<Attack, 'headers' | 'body'> => ({
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
  body: `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"${more}\r\nContent-Type: image/jpeg\r\n\r\n${content}\r\n--x--\r\n`,
});
export const session = (value: string): Record<string, string> => ({ cookie: `lensan_session=${value}`, 'x-requested-with': 'len-san' });
export const bearer = (value: string): Record<string, string> => ({ authorization: `Bearer ${value}` });
