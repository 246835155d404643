import type { PlatformDescription } from '../../platform';
import { validCertificate, type CertificateFacts } from '../document/certificate.rules';
import { checkPhotos } from '../photo/photo-check.rules';
import type { Size } from '../photo/rendition.rules';
import type { OcopSet } from '../reference/ocop-set.rules';

/** Who can close a gap. */
export type GapOwner = 'producer' | 'officer' | 'province' | 'operator';

export type GapCode =
  | 'set-not-by-post'
  | 'category-unmapped'
  | 'title-too-long'
  | 'description-too-short'
  | 'description-too-long'
  | 'pack-missing'
  | 'commune-missing'
  | 'shelf-life-missing'
  | 'photo-too-few'
  | 'photo-too-small'
  | 'certificate-missing'
  | 'certificate-not-verified'
  | 'certificate-expired'
  | 'star-claim-unproven';

/** One thing that is missing before a platform would take the product. `field` names the field of the product that is meant. */
export interface Gap {
  readonly code: GapCode;
  readonly field: 'ocopSet' | 'name' | 'description' | 'packs' | 'communeCode' | 'shelfLifeDays' | 'photoIds' | 'certificates';
  readonly messageVi: string;
  readonly who: GapOwner;
}

export interface Readiness {
  /** Share of the checks that pass; 100 only without any gap. */
  readonly percent: number;
  readonly gaps: readonly Gap[];
}

/** What is known of a product when it is checked. */
export interface ProductFacts {
  readonly name: string;
  /** As a platform would get it: with the label. */
  readonly description: string;
  readonly set: OcopSet;
  readonly communeCode: string | null;
  readonly shelfLifeDays: number | null;
  readonly packCount: number;
  /** Upright sizes, in order. */
  readonly photos: readonly Size[];
  readonly certificates: readonly CertificateFacts[];
}

type Platform = Pick<PlatformDescription, 'name' | 'photoRule' | 'textRule' | 'requires' | 'categoryForSet'>;
type Check = (product: ProductFacts, platform: Platform, onDay: string) => Gap | null;

/** What stands between the product and the platform on that day. Every check is one line of the list, so that the percentage is the same for all. */
export function readiness(product: ProductFacts, platform: Platform, onDay: string): Readiness {
  const gaps = CHECKS.map((check) => check(product, platform, onDay)).filter((gap) => gap !== null);
  return { percent: Math.floor((100 * (CHECKS.length - gaps.length)) / CHECKS.length), gaps };
}

const CHECKS: readonly Check[] = [
  ({ set }) =>
    set.notByPostVi === null ? null : { code: 'set-not-by-post', field: 'ocopSet', messageVi: set.notByPostVi, who: 'producer' },

  ({ set }, { name, categoryForSet }) =>
    set.notByPostVi !== null || categoryForSet[set.number] // the gap above says it all
      ? null
      : {
          code: 'category-unmapped',
          field: 'ocopSet',
          messageVi: `${name} chưa có ngành hàng cho bộ sản phẩm "${set.nameVi}".`,
          who: 'operator',
        },

  ({ name }, { name: platform, textRule: { titleMaxBytes, titleMaxChars } }) => {
    const over = Math.max(
      (titleMaxBytes ? Buffer.byteLength(name) / titleMaxBytes : 0) - 1,
      (titleMaxChars ? countChars(name) / titleMaxChars : 0) - 1,
    );
    if (over <= 0) return null;
    return {
      code: 'title-too-long',
      field: 'name',
      messageVi: `Tên sản phẩm dài hơn mức ${platform} cho phép khoảng ${Math.ceil(over * 100)} %.`,
      who: 'producer',
    };
  },

  ({ description }, { name, textRule }) => {
    const length = countChars(description);
    if (length >= textRule.descriptionMinChars) return null;
    return {
      code: 'description-too-short',
      field: 'description',
      messageVi: `Phần mô tả có ${length} ký tự, ${name} cần ít nhất ${textRule.descriptionMinChars}.`,
      who: 'producer',
    };
  },

  ({ description }, { name, textRule }) => {
    const length = countChars(description);
    if (length <= textRule.descriptionMaxChars) return null;
    return {
      code: 'description-too-long',
      field: 'description',
      messageVi: `Phần mô tả cùng nội dung nhãn có ${length} ký tự, ${name} nhận nhiều nhất ${textRule.descriptionMaxChars}.`,
      who: 'producer',
    };
  },

  ({ packCount }) =>
    packCount > 0 ? null : { code: 'pack-missing', field: 'packs', messageVi: 'Chưa có quy cách đóng gói nào để bán.', who: 'producer' },

  ({ communeCode }) =>
    communeCode
      ? null
      : { code: 'commune-missing', field: 'communeCode', messageVi: 'Chưa ghi xã, phường nơi làm ra sản phẩm.', who: 'producer' },

  ({ set, shelfLifeDays }) =>
    !set.needsShelfLife || shelfLifeDays !== null
      ? null
      : {
          code: 'shelf-life-missing',
          field: 'shelfLifeDays',
          messageVi: 'Chưa ghi hạn sử dụng (số ngày), nhãn hàng này bắt buộc phải có.',
          who: 'producer',
        },

  ({ photos }, { name, photoRule }) =>
    photos.length >= photoRule.minCount
      ? null
      : {
          code: 'photo-too-few',
          field: 'photoIds',
          messageVi: `Có ${photos.length} ảnh, ${name} cần ít nhất ${photoRule.minCount}.`,
          who: 'producer',
        },

  ({ photos }, { name, photoRule }) => {
    const unfit = checkPhotos(photos, photoRule).photos.filter((photo) => !photo.isFit);
    if (photos.length - unfit.length >= Math.min(photos.length, photoRule.minCount)) return null;
    const messageVi = `${name}: ${unfit.flatMap(({ reasons }) => reasons.map((reason) => reason.messageVi)).join(' ')}`;
    return { code: 'photo-too-small', field: 'photoIds', messageVi, who: 'producer' };
  },

  ({ certificates }, { name, requires }, onDay) => (requires.ocopCertificate ? certificateGap(certificates, name, onDay) : null),

  ({ name, description, certificates }, _, onDay) => {
    const claimed = claimedStars(`${name}\n${description}`);
    const held = validCertificate(certificates, onDay)?.stars ?? 0;
    if (claimed <= held) return null;
    return {
      code: 'star-claim-unproven',
      field: claimedStars(name) > held ? 'name' : 'description',
      messageVi: `Tên hoặc mô tả ghi OCOP ${claimed} sao nhưng ${held ? `giấy chứng nhận đang có là ${held} sao` : 'chưa có giấy chứng nhận còn hạn đã xác minh'}.`,
      who: 'producer',
    };
  },
];

function certificateGap(certificates: readonly CertificateFacts[], platform: string, onDay: string): Gap | null {
  if (validCertificate(certificates, onDay)) return null;
  const gap = (code: GapCode, messageVi: string, who: GapOwner): Gap => ({ code, field: 'certificates', messageVi, who });
  const waiting = certificates.find((one) => one.state === 'submitted' && onDay <= one.expiresOn);
  if (waiting) return gap('certificate-not-verified', `Giấy chứng nhận số ${waiting.number} đang chờ tỉnh xác minh.`, 'province');
  const [last] = certificates.filter((one) => one.state === 'verified').sort((a, b) => (a.expiresOn < b.expiresOn ? 1 : -1));
  if (last)
    return gap(
      'certificate-expired',
      `Giấy chứng nhận số ${last.number} đã hết hạn ngày ${last.expiresOn.split('-').reverse().join('/')}.`,
      'producer',
    );
  return gap('certificate-missing', `${platform} cần giấy chứng nhận OCOP còn hạn.`, 'producer');
}

/** People count letters, so a flag or a letter with marks is one. */
const countChars = (text: string): number => [...text].length;

const WORDS: Readonly<Record<string, number>> = { ba: 3, bốn: 4, năm: 5 };
const STARS = String.raw`(?<![\d.,])(?<n>[345]|ba|bốn|năm)\s*(?:sao|\*|★|⭐)`;
const CLAIMS = [new RegExp(String.raw`ocop[^.\n]{0,20}?${STARS}`, 'giu'), new RegExp(String.raw`${STARS}[^.\n]{0,20}?ocop`, 'giu')];

/** Most OCOP stars that a text claims; 0 for none. Stars of something else (a hotel) do not count. */
export function claimedStars(text: string): number {
  const found = CLAIMS.flatMap((claim) => [...text.normalize('NFC').matchAll(claim)]);
  return Math.max(0, ...found.map(({ groups }) => WORDS[groups?.n?.toLowerCase() ?? ''] ?? Number(groups?.n)));
}
