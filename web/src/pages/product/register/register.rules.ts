import type { components } from '../../../api/schema';
import { guessEdges, guessWeight, likelyUnit, shapeOf, wholeNumber, type Edges } from '../pack-size.rules';

/** The form as it is typed. */
export interface Form {
  readonly step: number;
  readonly productId: string;
  readonly packId: string;
  readonly name: string;
  readonly ocopSet: number | null;
  /** A person chose it; before that it follows the name. */
  readonly isSetChosen: boolean;
  /** '': the likely one of the set. */
  readonly unit: string;
  /** How much is in it, as the label says. */
  readonly net: string;
  /** When it is sent; '': as estimated from what is in it. */
  readonly weight: string;
  readonly price: string;
  /** How many there are to sell; '': not counted. */
  readonly stock: string;
  /** null: as estimated. */
  readonly edges: { readonly lengthCm: string; readonly widthCm: string; readonly heightCm: string } | null;
  /** Shops at which it goes on sale by itself when it is ready. */
  readonly shops: readonly string[];
}

/** The same while it is filled in. */
export type Typed = { -readonly [K in keyof Form]: Form[K] } & {
  edges: { lengthCm: string; widthCm: string; heightCm: string } | null;
};
export const empty = (): Typed => ({
  ...{ step: 1, productId: '', packId: '', name: '', ocopSet: null, isSetChosen: false },
  ...{ unit: '', net: '', weight: '', price: '', stock: '', edges: null, shops: [] },
});

export type Fault = 'name' | 'set' | 'unit' | 'net' | 'weight' | 'price' | 'stock' | 'edge';

/** Which step has the field. */
export const STEP_OF: Readonly<Record<Fault, number>> = { name: 1, set: 1, unit: 2, net: 2, weight: 2, price: 2, stock: 2, edge: 2 };
export const STEPS = 3;

const within = (text: string, min: number, max: number): boolean => {
  const value = wholeNumber(text);
  return value !== null && value >= min && value <= max;
};

/** Crafts, flowers and animals are not sold by what is in them. */
const LAST_SET_WITH_CONTENT = 20;
export const asksNet = ({ ocopSet }: Form): boolean => ocopSet === null || ocopSet <= LAST_SET_WITH_CONTENT;

/** In what it is sold: what was chosen, or is likely. */
export const unitOf = ({ unit, ocopSet }: Form): string => unit.trim() || likelyUnit(ocopSet);

/** Goods sold by the kilogram need not say that there is one in it. */
export function netOf(form: Form): string {
  return asksNet(form) ? form.net.trim() || (unitOf(form) === 'kg' ? '1 kg' : '') : '';
}

/** Grams when it is sent; null: nobody knows. */
export function weightOf(form: Form): number | null {
  return form.weight.trim() === '' ? guessWeight(shapeOf(unitOf(form)), netOf(form)) : wholeNumber(form.weight);
}

/** What is wrong on a step, the first first. The limits are those of the program (`LIMITS` of a product). */
export function faultsOn(step: number, form: Form): Fault[] {
  const { name, ocopSet, price, stock, edges } = form;
  const faults: Fault[] = [];
  const letters = [...name.trim()].length;
  if (letters < 3 || letters > 200) faults.push('name');
  if (ocopSet === null) faults.push('set');
  const unit = unitOf(form);
  if (unit === '' || unit.length > 20) faults.push('unit');
  const weight = weightOf(form);
  if (asksNet(form) && netOf(form) === '') faults.push('net');
  else if (weight === null || weight < 1 || weight > 50_000) faults.push('weight');
  if (!within(price, 1_000, 1_000_000_000)) faults.push('price');
  if (stock.trim() !== '' && !within(stock, 0, 1_000_000)) faults.push('stock');
  if (edges && !Object.values(edges).every((edge) => within(edge, 1, 200))) faults.push('edge');
  return faults.filter((fault) => STEP_OF[fault] === step);
}

export function edgesOf(form: Form): Edges {
  const { edges } = form;
  if (!edges) return guessEdges(shapeOf(unitOf(form)), weightOf(form) ?? 500);
  return {
    lengthCm: wholeNumber(edges.lengthCm) ?? 1,
    widthCm: wholeNumber(edges.widthCm) ?? 1,
    heightCm: wholeNumber(edges.heightCm) ?? 1,
  };
}

/** Only of a form without faults. `asked`: codes of what the program wants to know of the set; what it does not know it would refuse. */
export function productOf(form: Form, communeCode: string | null, asked: readonly string[]): components['schemas']['CreateProduct'] {
  const net = netOf(form);
  return {
    id: form.productId,
    name: form.name.trim(),
    ocopSet: form.ocopSet ?? 0,
    ...(communeCode === null ? {} : { communeCode }),
    ...(net !== '' && asked.includes('netQuantity') ? { attributes: { netQuantity: net } } : {}),
    packs: [
      {
        id: form.packId,
        unit: unitOf(form),
        weightGrams: weightOf(form) ?? 0,
        priceVnd: wholeNumber(form.price) ?? 0,
        ...edgesOf(form),
      },
    ],
  };
}

/** Which fault of the form a problem of the program means. */
export function faultOf(pointer: string): Fault | null {
  if (pointer === '/name') return 'name';
  if (pointer === '/ocopSet') return 'set';
  if (pointer.endsWith('/unit')) return 'unit';
  if (pointer.endsWith('/netQuantity')) return 'net';
  if (pointer.endsWith('/weightGrams')) return 'weight';
  if (pointer.endsWith('/priceVnd')) return 'price';
  return /\/(length|width|height)Cm$/.test(pointer) ? 'edge' : null;
}
