import { v5 } from 'uuid';
import { haGiang } from './ha-giang';
import { ninhThuan } from './ninh-thuan';
import { phuYen } from './phu-yen';
import { quangNam } from './quang-nam';
import type { MakerKind, MakerRow, ProductRow, Region } from './region';

export const REGIONS: readonly Region[] = [phuYen, ninhThuan, haGiang, quangNam];

/** Names everything of the demonstration: the same code gives the same id at every start, so that nothing is made twice. */
const NAMESPACE = '6b1c1e0a-4f0f-5d1e-9a50-6d696e68686f';

export function demoId(name: string): string {
  return v5(name, NAMESPACE);
}

export interface DemoProduct {
  readonly code: string;
  readonly id: string;
  readonly makerId: string;
  readonly name: string;
  readonly sku: string;
  readonly ocopSet: number;
  readonly stars: 3 | 4 | 5 | null;
  readonly communeCode: string | null;
  readonly shelfLifeDays: number | null;
  readonly unit: string;
  readonly weightGrams: number;
  readonly edgesCm: readonly [length: number, width: number, height: number];
  readonly priceVnd: number;
  /** Even, so that two shops get equal shares. */
  readonly onHand: number;
  readonly description: string;
}

export interface DemoMaker {
  readonly id: string;
  readonly name: string;
  readonly kind: MakerKind;
  /** An invented name. Only these are bought from: no order may look like one that a real maker got. */
  readonly isInvented: boolean;
  readonly provinceCode: string;
  readonly communeCode: string | null;
  readonly products: readonly DemoProduct[];
}

/** Days it keeps, by OCOP set; invented. Crafts and plants carry no date; a platform may want one of spirits too. */
const SHELF_LIFE: Readonly<Record<number, number>> = {
  ...{ 1: 7, 2: 15, 3: 180, 4: 730, 5: 90, 6: 120, 7: 180, 8: 120, 9: 365, 10: 730, 11: 540, 12: 365, 13: 365 },
  ...{ 14: 1095, 15: 1095, 16: 365, 17: 365, 18: 730, 19: 540, 20: 540 },
};

const EDGES: Readonly<Record<string, DemoProduct['edgesCm']>> = {
  chai: [8, 8, 28],
  hộp: [20, 12, 8],
  hũ: [9, 9, 11],
  gói: [22, 15, 5],
  túi: [30, 20, 12],
  quả: [16, 16, 16],
  xấp: [25, 25, 4],
  pho: [15, 15, 35],
};

/** Whoever signs in as a cooperative is this one. */
const COOPERATIVE = 'Hợp tác xã minh hoạ';

/** The first `most` products with their makers, those of invented makers first. Without `most` the whole list. */
export function demoMakers(most = Number.POSITIVE_INFINITY): readonly DemoMaker[] {
  let invented = 0;
  const makers = REGIONS.flatMap((region, at) => {
    const all = region.makers.map((row) =>
      toMaker(region, row, row.name ?? (at === 0 ? COOPERATIVE : `Cơ sở minh hoạ ${String(++invented).padStart(2, '0')}`)),
    );
    return at === 0 ? asOneCooperative(all) : all;
  });
  let left = most;
  return [...makers.filter((maker) => maker.isInvented), ...makers.filter((maker) => !maker.isInvented)]
    .map((maker) => {
      const products = maker.products.slice(0, Math.max(0, left));
      left -= products.length;
      return { ...maker, products };
    })
    .filter((maker) => maker.products.length > 0);
}

/** Makers that a region's list does not name, as one: somebody to sign in as who has products in every state, and orders. */
function asOneCooperative(makers: readonly DemoMaker[]): DemoMaker[] {
  const members = makers.filter(({ isInvented }) => isInvented);
  const [first] = members;
  if (!first) return [...makers];
  const products = members.flatMap((member) => member.products.map((product) => ({ ...product, makerId: first.id })));
  return [{ ...first, kind: 'cooperative', products }, ...makers.filter(({ isInvented }) => !isInvented)];
}

function toMaker(region: Region, row: MakerRow, name: string): DemoMaker {
  const id = demoId(`producer/${row.products[0]?.[0] ?? name}`);
  return {
    id,
    name,
    kind: row.name === null ? 'household-business' : row.kind, // a kind that may hold an OCOP certificate
    isInvented: row.name === null,
    provinceCode: region.provinceCode,
    communeCode: row.communeCode,
    products: row.products.map((product) => toProduct(region, row, id, product)),
  };
}

function toProduct(region: Region, maker: MakerRow, makerId: string, row: ProductRow): DemoProduct {
  const [code, name, ocopSet, stars, unit, weightGrams, thousandVnd, about] = row;
  const id = demoId(`product/${code}`);
  return {
    ...{ code, id, makerId, name, ocopSet, stars, unit, weightGrams },
    sku: `MH-${code}`,
    communeCode: maker.communeCode,
    shelfLifeDays: SHELF_LIFE[ocopSet] ?? null,
    edgesCm: EDGES[unit] ?? [30, 20, 10],
    priceVnd: thousandVnd * 1000,
    onHand: 40 + 4 * (Number.parseInt(id.slice(0, 4), 16) % 16),
    description: [
      about,
      maker.onlyDistrict === undefined
        ? ''
        : `Danh sách công bố chỉ nêu ${maker.onlyDistrict} (cũ); xã, phường ghi ở đây được chọn để minh hoạ.`,
      stars === null ? `Sản phẩm của ${region.formerName} (cũ), nguồn công bố không nêu kết quả phân hạng.` : '',
      'Đóng gói, hạn dùng và giấy chứng nhận do người làm bản minh hoạ đặt ra. Giá và số lượng là dữ liệu minh hoạ.',
    ]
      .filter((sentence) => sentence !== '')
      .join('\n'),
  };
}

/** An invented certificate, marked so. Valid three years, as real ones are; `today` decides which three, so that the demonstration does not grow old. */
export interface DemoCertificate {
  readonly id: string;
  readonly number: string;
  readonly issuedBy: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
}

export function demoCertificate(code: string, today: Date): DemoCertificate {
  const year = today.getUTCFullYear();
  const from = year - (year % 3);
  return {
    id: demoId(`certificate/${code}/${from}`),
    number: `MINH-HOA-${code}-${from}`,
    issuedBy: 'Hội đồng OCOP (dữ liệu minh hoạ)',
    issuedOn: `${from}-01-01`,
    expiresOn: `${from + 2}-12-31`,
  };
}
