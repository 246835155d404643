import type { Section } from '../core';
import type { AccountDesk } from './account';
import type { LabelDesk } from './label';
import type { OrderDesk } from './order';
import type { PictureDesk } from './picture';
import type { ProductDesk } from './product';
import type { VosoState } from './voso.state';

/** The parts of the practice Voso, put together in index.ts. */
export interface VosoDesks {
  readonly section: Section<VosoState>;
  readonly accounts: AccountDesk;
  readonly products: ProductDesk;
  readonly pictures: PictureDesk;
  readonly orders: OrderDesk;
  readonly labels: LabelDesk;
}
