import { Instant, Maybe, Pattern } from '../../shared/http';

export class BagQuery {
  /** Ids of producers, at most 50, with commas between them. */
  @Pattern(
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(,[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){0,49}$/,
    1_850,
    'Từ một đến 50 mã chủ thể, cách nhau bằng dấu phẩy.',
  )
  producers: string;

  /** Of products, stock, listings and gaps only what changed after this: `asOf` of the bag before. */
  @Maybe()
  @Instant()
  changedSince?: string;
}
