import type { components } from '../../../api/schema';

type Paper = components['schemas']['DocumentDto'];
export type PaperState = 'draft' | 'submitted' | 'verified' | 'ending' | 'ended' | 'rejected' | 'revoked';

/** From so many days before its end a paper is shown as ending: a renewal takes about that long. */
const ENDING_DAYS = 60;

/** Where a paper stands on a day, as people say it. Days are `yyyy-mm-dd` in Vietnam. */
export function stateOf({ state, expiresOn }: Pick<Paper, 'state' | 'expiresOn'>, today: string): PaperState {
  if (state !== 'verified' || expiresOn === null) return state;
  if (expiresOn < today) return 'ended';
  return daysBetween(today, expiresOn) <= ENDING_DAYS ? 'ending' : 'verified';
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

export const toneOf = (state: PaperState): 'plain' | 'good' | 'warn' | 'bad' | 'info' =>
  (({ draft: 'plain', submitted: 'info', verified: 'good', ending: 'warn', ended: 'bad', rejected: 'bad', revoked: 'bad' }) as const)[
    state
  ];

/** Papers that are one product's and not the whole producer's, as the program takes them. */
const OF_ONE_PRODUCT = [
  'self-declaration',
  'product-registration',
  'test-report',
  'cosmetic-notification',
  'medicine-registration',
  'label-image',
  'conformity',
];
export const isOfOneProduct = (type: string): boolean => OF_ONE_PRODUCT.includes(type);
