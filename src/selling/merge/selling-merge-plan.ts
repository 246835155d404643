import type { MergedColumn } from '../../people';

/** What a merge of two producers does with the columns of this folder that name one. In the order of locks: orders before listings. */
export const sellingMergePlan: readonly MergedColumn[] = [
  { table: 'order_line', column: 'producer_id', fate: 'moves', labelVi: 'dòng đơn hàng', isLively: true },
  { table: 'listing', column: 'producer_id', fate: 'moves', labelVi: 'tin bán' },
];
