/** The values of a row's key, as text. */
export type RowKey = Readonly<Record<string, string>>;

/**
 * A column of boxes. Whoever adds one (`box` or `…_box`, bytea) puts it into the list of its folder, so that its boxes are sealed anew when the key changes;
 * a test compares the list with the database.
 */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** The primary key, or another unique one: its columns with their types. The rows are walked through in this order. */
  readonly key: Readonly<Record<string, 'uuid' | 'bigint' | 'text'>>;
  /** What the boxes are sealed for, see SecretBoxes. */
  place(key: RowKey): string;
  /** The blind indexes beside the box: made anew with it. */
  readonly indexes?: readonly SealedIndex[];
}

export interface SealedIndex {
  readonly column: string;
  /** What is looked for, as SecretBoxes.keyedHash takes it; null: this row has none. */
  of(content: unknown, key: RowKey): { readonly kind: string; readonly value: string } | null;
}
