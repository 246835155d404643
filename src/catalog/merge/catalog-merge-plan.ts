import type { MergedColumn } from '../../people';

/** What a merge of two producers does with the columns of this folder that name one. */
export const catalogMergePlan: readonly MergedColumn[] = [
  { table: 'product', column: 'producer_id', fate: 'moves', labelVi: 'sản phẩm' },
  { table: 'pack', column: 'gtin_producer_id', fate: 'moves', labelVi: 'mã vạch của quy cách' },
  { table: 'document', column: 'producer_id', fate: 'moves', labelVi: 'giấy tờ' },
  { ...{ table: 'photo', column: 'producer_id', fate: 'moves', labelVi: 'ảnh' }, own: 'both may have the same picture' },
  { table: 'upload', column: 'producer_id', fate: 'moves', labelVi: 'tệp tải lên', isLively: true },
  { table: 'reminder', column: 'producer_id', fate: 'moves', labelVi: 'lời nhắc', isLively: true },
  { table: 'product_import', column: 'producer_id', fate: 'moves', labelVi: 'bảng sản phẩm đã gửi' },
  { table: 'producer_archive', column: 'producer_id', fate: 'moves', labelVi: 'bản xuất dữ liệu' },
];
