/** Codes of the practice platforms, in the order in which people are shown them. */
export const PRACTICE_CODES = ['voso', 'postmart'] as const;
export type PracticeCode = (typeof PRACTICE_CODES)[number];
export type PerPractice<T> = Readonly<Record<PracticeCode, T>>;

/** What whoever connects the practice shop has to know: each platform has ways of its own. */
export interface PracticeShop {
  readonly title: string;
  /** Where it listens unless told otherwise. */
  readonly port: number;
  readonly credentials: Readonly<Record<string, string>>;
  /** What webhooks are checked with: a secret that both know, or where below `/__sim` the platform shows its public key. */
  readonly webhookSecret: { readonly text: string } | { readonly path: string };
  /** The call below `/__sim` that sends the shop's webhooks to `address`. */
  readonly webhookSetting: (address: string) => { readonly path: string; readonly body: unknown };
}

/** The shop that every practice platform has from its first day. */
export const PRACTICE_SHOPS: PerPractice<PracticeShop> = {
  voso: {
    title: 'Voso thực hành',
    port: 4010,
    credentials: { partnerUsername: 'lensan', partnerPassword: 'thuc-hanh', username: 'htx-thuc-hanh', password: 'thuc-hanh' },
    webhookSecret: { text: 'bi-mat-thuc-hanh-a' },
    webhookSetting: (address) => ({ path: '/seed', body: { shops: [{ username: 'htx-thuc-hanh', webhookUrl: address }] } }),
  },
  postmart: {
    title: 'Postmart thực hành',
    port: 4020,
    credentials: { username: 'htx-thuc-hanh', password: 'thuc-hanh', customerCode: 'C00001', warehouseCode: 'KHO01' },
    webhookSecret: { path: '/public-key' },
    webhookSetting: (address) => ({ path: '/approve-webhook', body: { url: address } }),
  },
};

/** What `look` finds at each practice platform, looked at side by side. */
export async function atEachPractice<T>(look: (code: PracticeCode) => Promise<T>): Promise<PerPractice<T>> {
  const found = await Promise.all(PRACTICE_CODES.map(async (code) => [code, await look(code)] as const));
  return Object.fromEntries(found) as PerPractice<T>; // made from all codes
}

/** One value for each practice platform. */
export function perPractice<T>(make: (code: PracticeCode) => T): PerPractice<T> {
  return Object.fromEntries(PRACTICE_CODES.map((code) => [code, make(code)])) as PerPractice<T>; // made from all codes
}

/** Where the practice phones listen unless told otherwise. */
export const PHONES_PORT = 4030;
/** What the practice phones show when they hand over an answer. */
export const PHONES_SECRET = 'bi-mat-tin-nhan-thuc-hanh';
