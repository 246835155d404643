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
