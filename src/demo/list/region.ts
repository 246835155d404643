export type MakerKind = 'cooperative' | 'household' | 'household-business' | 'company' | 'other';

/**
 * One product: code of ours, name, OCOP set, stars (null: the public lists give none), unit of sale, weight with packing in grams, price in thousand đồng,
 * and a sentence of ours about it. Name, set and stars are facts; unit, weight, price and sentence are ours.
 */
export type ProductRow = readonly [
  code: string,
  name: string,
  ocopSet: number,
  stars: 3 | 4 | 5 | null,
  unit: string,
  grams: number,
  thousandVnd: number,
  about: string,
];

/** A maker and what it makes in one commune. */
export interface MakerRow {
  /** null: the lists name nobody, or a private person, whose name has no place here. It then gets an invented neutral name. */
  readonly name: string | null;
  readonly kind: MakerKind;
  /** Commune since 1 July 2025; null: the lists do not tell, and the product shows that as a gap. */
  readonly communeCode: string | null;
  /** The lists name only this district of before July 2025; the commune is the one its centre lies in. */
  readonly onlyDistrict?: string;
  readonly products: readonly ProductRow[];
}

export interface Region {
  /** The province until 30 June 2025. */
  readonly formerName: string;
  readonly provinceCode: string;
  readonly makers: readonly MakerRow[];
}
