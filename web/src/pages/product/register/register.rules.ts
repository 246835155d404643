import type { components } from '../../../api/schema';
import { guessEdges, shapeOf, wholeNumber, type Edges } from '../pack-size.rules';

/** The form as it is typed. */
export interface Form {
  readonly step: number;
  readonly productId: string;
  readonly packId: string;
  readonly name: string;
  readonly ocopSet: number | null;
  /** A person chose it; before that it follows the name. */
  readonly isSetChosen: boolean;
  readonly unit: string;
  readonly weight: string;
  readonly price: string;
  /** null: as estimated. */
  readonly edges: { readonly lengthCm: string; readonly widthCm: string; readonly heightCm: string } | null;
}

export type Fault = 'name' | 'set' | 'unit' | 'weight' | 'price' | 'edge';

/** Which step has the field. */
export const STEP_OF: Readonly<Record<Fault, number>> = { name: 1, set: 1, unit: 2, weight: 2, price: 2, edge: 2 };
export const STEPS = 3;

const within = (text: string, min: number, max: number): boolean => {
  const value = wholeNumber(text);
  return value !== null && value >= min && value <= max;
};

/** What is wrong on a step, the first first. The limits are those of the program (`LIMITS` of a product). */
export function faultsOn(step: number, { name, ocopSet, unit, weight, price, edges }: Form): Fault[] {
  const faults: Fault[] = [];
  const letters = [...name.trim()].length;
  if (letters < 3 || letters > 200) faults.push('name');
  if (ocopSet === null) faults.push('set');
  if (unit.trim() === '' || unit.trim().length > 20) faults.push('unit');
  if (!within(weight, 1, 50_000)) faults.push('weight');
  if (!within(price, 1_000, 1_000_000_000)) faults.push('price');
  if (edges && !Object.values(edges).every((edge) => within(edge, 1, 200))) faults.push('edge');
  return faults.filter((fault) => STEP_OF[fault] === step);
}

export function edgesOf({ edges, unit, weight }: Form): Edges {
  if (!edges) return guessEdges(shapeOf(unit), wholeNumber(weight) ?? 500);
  return {
    lengthCm: wholeNumber(edges.lengthCm) ?? 1,
    widthCm: wholeNumber(edges.widthCm) ?? 1,
    heightCm: wholeNumber(edges.heightCm) ?? 1,
  };
}

/** Only of a form without faults. */
export function productOf(form: Form, communeCode: string | null): components['schemas']['CreateProduct'] {
  return {
    id: form.productId,
    name: form.name.trim(),
    ocopSet: form.ocopSet ?? 0,
    ...(communeCode === null ? {} : { communeCode }),
    packs: [
      {
        id: form.packId,
        unit: form.unit.trim(),
        weightGrams: wholeNumber(form.weight) ?? 0,
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
  if (pointer.endsWith('/weightGrams')) return 'weight';
  if (pointer.endsWith('/priceVnd')) return 'price';
  return /\/(length|width|height)Cm$/.test(pointer) ? 'edge' : null;
}
