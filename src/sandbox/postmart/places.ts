import type { AddressScheme } from '../core/platform';

/**
 * A slice of Vietnam's places before and after 1 July 2025: real names and codes, few enough to read.
 * It holds the traps: 26740 is "Phường Bến Nghé" before and "Phường Sài Gòn" after; old 26737 (Đa Kao) went to two new wards; Xuân Thọ 1 and 2 became one.
 * Source: github tranngocminhhieu/vietnamadminunits and thanglequoc/vietnamese-provinces-database (MIT), August 2026.
 */

/** Sent as the district of a two-level address. */
export const NO_DISTRICT = 'VNPOST';

interface OldCommune {
  readonly code: string;
  readonly name: string;
  readonly districtCode: string;
  /** More than one: the old ward was divided. The first is what the platform's own conversion picks, rightly or wrongly. */
  readonly newCodes: readonly string[];
}

interface NewCommune {
  readonly code: string;
  readonly name: string;
  readonly provinceCode: string;
}

const oldProvinces = [
  { code: '01', name: 'Thành phố Hà Nội', newCode: '01' },
  { code: '02', name: 'Tỉnh Hà Giang', newCode: '08' },
  { code: '54', name: 'Tỉnh Phú Yên', newCode: '66' },
  { code: '79', name: 'Thành phố Hồ Chí Minh', newCode: '79' },
] as const;

const oldDistricts = [
  { code: '001', name: 'Quận Ba Đình', provinceCode: '01' },
  { code: '026', name: 'Huyện Đồng Văn', provinceCode: '02' },
  { code: '557', name: 'Thị xã Sông Cầu', provinceCode: '54' },
  { code: '558', name: 'Huyện Đồng Xuân', provinceCode: '54' },
  { code: '760', name: 'Quận 1', provinceCode: '79' },
] as const;

const oldCommunes: readonly OldCommune[] = [
  { code: '00004', name: 'Phường Trúc Bạch', districtCode: '001', newCodes: ['00004'] },
  { code: '00006', name: 'Phường Vĩnh Phúc', districtCode: '001', newCodes: ['00008'] },
  { code: '00016', name: 'Phường Ngọc Hà', districtCode: '001', newCodes: ['00004', '00008'] },
  { code: '00721', name: 'Thị trấn Đồng Văn', districtCode: '026', newCodes: ['00721'] },
  { code: '00730', name: 'Xã Thài Phìn Tủng', districtCode: '026', newCodes: ['00721'] },
  { code: '22060', name: 'Xã Xuân Bình', districtCode: '557', newCodes: ['22060'] },
  { code: '22075', name: 'Xã Xuân Thọ 1', districtCode: '557', newCodes: ['22075'] },
  { code: '22078', name: 'Xã Xuân Thọ 2', districtCode: '557', newCodes: ['22075'] },
  { code: '22111', name: 'Xã Xuân Phước', districtCode: '558', newCodes: ['22111'] },
  { code: '26734', name: 'Phường Tân Định', districtCode: '760', newCodes: ['26737'] },
  { code: '26737', name: 'Phường Đa Kao', districtCode: '760', newCodes: ['26740', '26737'] },
  { code: '26740', name: 'Phường Bến Nghé', districtCode: '760', newCodes: ['26740'] },
  { code: '26743', name: 'Phường Bến Thành', districtCode: '760', newCodes: ['26743'] },
  { code: '26746', name: 'Phường Nguyễn Thái Bình', districtCode: '760', newCodes: ['26743', '26740'] },
];

const newProvinces = [
  { code: '01', name: 'Thành phố Hà Nội' },
  { code: '08', name: 'Tỉnh Tuyên Quang' },
  { code: '66', name: 'Tỉnh Đắk Lắk' },
  { code: '79', name: 'Thành phố Hồ Chí Minh' },
] as const;

const newCommunes: readonly NewCommune[] = [
  { code: '00004', name: 'Phường Ba Đình', provinceCode: '01' },
  { code: '00008', name: 'Phường Ngọc Hà', provinceCode: '01' },
  { code: '00721', name: 'Xã Đồng Văn', provinceCode: '08' },
  { code: '22060', name: 'Xã Xuân Cảnh', provinceCode: '66' },
  { code: '22075', name: 'Xã Xuân Thọ', provinceCode: '66' },
  { code: '22111', name: 'Xã Xuân Phước', provinceCode: '66' },
  { code: '26737', name: 'Phường Tân Định', provinceCode: '79' },
  { code: '26740', name: 'Phường Sài Gòn', provinceCode: '79' },
  { code: '26743', name: 'Phường Bến Thành', provinceCode: '79' },
];

/** The answers of the five reference calls, in the platform's field names. */
export const placeLists = {
  getAllProvince: oldProvinces.map(({ code, name }) => ({ provinceCode: code, provinceName: name })),
  getAllDistrict: oldDistricts.map(({ code, name, provinceCode }) => ({ districtCode: code, districtName: name, provinceCode })),
  getAllCommune: oldCommunes.map(({ code, name, districtCode }) => ({ communeCode: code, communeName: name, districtCode })),
  getNewProvinceAll: newProvinces.map(({ code, name }) => ({ provinceCode: code, provinceName: name })),
  getNewCommuneAll: newCommunes.map(({ code, name, provinceCode }) => ({ communeCode: code, communeName: name, provinceCode })),
} as const;

/** Codes and names of one place in one scheme. */
export interface PlaceCodes {
  readonly provinceCode: string;
  readonly provinceName: string;
  readonly districtCode: string;
  readonly districtName: string;
  readonly communeCode: string;
  readonly communeName: string;
}

/** Where a buyer lives, as the platform keeps it: the text the buyer wrote, and its own codes in both schemes. */
export interface Destination {
  readonly text: string;
  readonly old: PlaceCodes;
  readonly new: PlaceCodes;
}

function found<T>(item: T | undefined, what: string): T {
  if (item === undefined) throw new Error(`places: no ${what}`);
  return item;
}

function oldCodes(communeCode: string): PlaceCodes {
  const commune = found(
    oldCommunes.find((c) => c.code === communeCode),
    `old commune ${communeCode}`,
  );
  const district = found(
    oldDistricts.find((d) => d.code === commune.districtCode),
    'district',
  );
  const province = found(
    oldProvinces.find((p) => p.code === district.provinceCode),
    'old province',
  );
  return {
    provinceCode: province.code,
    provinceName: province.name,
    districtCode: district.code,
    districtName: district.name,
    communeCode: commune.code,
    communeName: commune.name,
  };
}

function newCodes(communeCode: string): PlaceCodes {
  const commune = found(
    newCommunes.find((c) => c.code === communeCode),
    `new commune ${communeCode}`,
  );
  const province = found(
    newProvinces.find((p) => p.code === commune.provinceCode),
    'new province',
  );
  return {
    provinceCode: province.code,
    provinceName: province.name,
    districtCode: NO_DISTRICT,
    districtName: '',
    communeCode: commune.code,
    communeName: commune.name,
  };
}

/** What the platform knows of a new commune: an old ward of it (the first listed), because some of its reads still speak the old scheme. */
function fromNew(street: string, newCode: string): Destination {
  const place = newCodes(newCode);
  const old = oldCodes(
    found(
      oldCommunes.find((c) => c.newCodes[0] === newCode) ?? oldCommunes.find((c) => c.newCodes.includes(newCode)),
      `old ward of ${newCode}`,
    ).code,
  );
  return { text: `${street}, ${place.communeName}, ${place.provinceName}`, old, new: place };
}

function fromOld(street: string, oldCode: string): Destination {
  const old = oldCodes(oldCode);
  const converted = found(
    oldCommunes.find((c) => c.code === oldCode),
    `old commune ${oldCode}`,
  ).newCodes[0];
  return {
    text: `${street}, ${old.communeName}, ${old.districtName}, ${old.provinceName}`,
    old,
    new: newCodes(found(converted, `new commune of ${oldCode}`)),
  };
}

/** The practice buyer's address of a kind. `colliding` and `split` convert badly; `mismatch` has old codes of another place than its text. */
export function destination(kind: AddressScheme): Destination {
  switch (kind) {
    case 'old':
      return fromOld('Số 8 đường Trần Phú', '22078');
    case 'new':
      return fromNew('15 Nguyễn Huệ', '26740');
    case 'colliding':
      return fromOld('2 Công xã Paris', '26740');
    case 'split':
      return fromOld('10 Nguyễn Đình Chiểu', '26737');
    case 'mismatch':
      return { ...fromNew('15 Nguyễn Huệ', '26740'), old: oldCodes('00721') };
    default:
      return kind satisfies never;
  }
}
