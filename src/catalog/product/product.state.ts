import type { Pack } from './pack.entity';
import type { Product } from './product.entity';

/** A product with all that is shown of it. */
export interface ProductState {
  readonly product: Product;
  readonly packs: readonly Pack[];
  readonly photoIds: readonly string[];
}
