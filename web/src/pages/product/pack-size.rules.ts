/** What a first-time user is not asked to measure: how large a pack of that weight mostly is when it is ready to be sent. */
export const PACK_SHAPES = ['bag', 'box', 'jar', 'bottle', 'sack', 'other'] as const;
export type PackShape = (typeof PACK_SHAPES)[number];

export interface Edges {
  readonly lengthCm: number;
  readonly widthCm: number;
  readonly heightCm: number;
}

/** Length : width : height, and how many grams a litre of the filled pack has (air and padding included). */
const SHAPES: Readonly<Record<PackShape, { readonly sides: readonly [number, number, number]; readonly gramsPerLitre: number }>> = {
  bag: { sides: [3, 2, 1], gramsPerLitre: 350 },
  box: { sides: [3, 2, 1.5], gramsPerLitre: 350 },
  jar: { sides: [1, 1, 1.6], gramsPerLitre: 700 },
  bottle: { sides: [1, 1, 3], gramsPerLitre: 650 },
  sack: { sides: [4, 2.5, 1], gramsPerLitre: 600 },
  other: { sides: [1.5, 1.2, 1], gramsPerLitre: 300 },
};
const EDGE = { min: 1, max: 200 } as const;

/** Whole centimetres, rounded up: a parcel that is larger than was said costs extra, a smaller one does not. */
export function guessEdges(shape: PackShape, weightGrams: number): Edges {
  const { sides, gramsPerLitre } = SHAPES[shape];
  const [length, width, height] = sides;
  const unitCm = Math.cbrt(((weightGrams / gramsPerLitre) * 1000) / (length * width * height));
  const edge = (side: number): number => Math.min(EDGE.max, Math.max(EDGE.min, Math.ceil(side * unitCm)));
  return { lengthCm: edge(length), widthCm: edge(width), heightCm: edge(height) };
}

/** What the packing weighs beside the goods, as a share of them. */
const PACKING: Readonly<Record<PackShape, number>> = { bag: 0.05, box: 0.15, jar: 0.5, bottle: 0.5, sack: 0.03, other: 0.1 };
const WEIGHT = { min: 1, max: 50_000 } as const;

/** Grams that a net quantity stands for, `500 g`, `0,5 kg`, `500 ml`; null: it is no weight, such as `12 cái`. */
export function netGrams(net: string): number | null {
  const found = /^(\d+(?:[.,]\d+)?)\s*(g|gam|gr|kg|ml|l|lít|lit)$/i.exec(net.trim());
  if (!found) return null;
  const amount = Number((found[1] ?? '').replace(',', '.'));
  const unit = (found[2] ?? '').toLowerCase();
  const grams = Math.round(['kg', 'l', 'lít', 'lit'].includes(unit) ? amount * 1000 : amount);
  return grams > 0 ? grams : null;
}

/** How much a pack weighs when it is sent, rounded up to 10 g; null: its content says nothing about that. */
export function guessWeight(shape: PackShape, net: string): number | null {
  const grams = netGrams(net);
  if (grams === null) return null;
  return Math.min(WEIGHT.max, Math.max(WEIGHT.min, Math.ceil((grams * (1 + PACKING[shape])) / 10) * 10));
}

const SOLID = ['100 g', '250 g', '500 g', '1 kg'] as const;
const LIQUID = ['250 ml', '500 ml', '750 ml', '500 g', '1 lít'] as const;
/** Contents that are offered: what is in bottles is mostly told in litres. */
export const netsOf = (unit: string): readonly string[] => (shapeOf(unit) === 'bottle' ? LIQUID : SOLID);

/** In what goods of an OCOP set are mostly sold; '': it cannot be said. */
const UNIT_OF_SET: Readonly<Record<number, string>> = {
  ...{
    1: 'kg',
    2: 'kg',
    3: 'túi',
    4: 'chai',
    5: 'gói',
    6: 'gói',
    7: 'gói',
    8: 'gói',
    9: 'chai',
    10: 'lọ',
    11: 'gói',
    12: 'hộp',
    13: 'gói',
  },
  ...{ 14: 'chai', 15: 'chai', 16: 'chai', 17: 'chai', 18: 'hộp', 19: 'hộp', 20: 'lọ', 21: 'cái', 22: 'cái', 24: 'cái' },
};
export const likelyUnit = (set: number | null): string => (set === null ? '' : (UNIT_OF_SET[set] ?? ''));

/** The units that are offered, each with its shape. */
export const UNITS = [
  { unit: 'gói', shape: 'bag' },
  { unit: 'túi', shape: 'bag' },
  { unit: 'hộp', shape: 'box' },
  { unit: 'chai', shape: 'bottle' },
  { unit: 'lọ', shape: 'jar' },
  { unit: 'hũ', shape: 'jar' },
  { unit: 'kg', shape: 'sack' },
  { unit: 'cái', shape: 'other' },
] as const satisfies readonly { unit: string; shape: PackShape }[];

export const shapeOf = (unit: string): PackShape => UNITS.find((each) => each.unit === unit.trim().toLowerCase())?.shape ?? 'other';

/** Digits that people type, with points, spaces or `k`: `120.000`, `120k`. null: no number. */
export function wholeNumber(text: string): number | null {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[.\s₫đ]/g, '');
  const thousands = /^(\d+)k$/.exec(plain);
  const digits = thousands ? `${thousands[1]}000` : plain;
  return /^\d{1,12}$/.test(digits) ? Number(digits) : null;
}
