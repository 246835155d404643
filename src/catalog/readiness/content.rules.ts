import { validCertificate } from '../document/certificate.rules';
import { checkPhotos } from '../photo/photo-check.rules';
import { labelLines, publishedDescription } from '../product/label.rules';
import { ocopSet } from '../reference/ocop-set.rules';
import { claimedStars } from './claim.rules';
import { gap, type Checked, type DefinitionFacts, type PlatformFacts, type ProductFacts } from './gap.rules';

type Check = (product: ProductFacts, platform: PlatformFacts, onDay: string) => Checked;

/**
 * What the platform's own description and the form ask of a product. Every check is one line of the list, so that the percentage is the same for all. `definitions`:
 * those of the product's set on that day.
 */
export function contentChecks(
  product: ProductFacts,
  platform: PlatformFacts,
  definitions: readonly DefinitionFacts[],
  onDay: string,
): Checked[] {
  // As the platform would get it: with the label.
  const published = { ...product, description: publishedDescription(product.description, labelLines(product.attributes, definitions)) };
  return [...CHECKS.map((check) => check(published, platform, onDay)), claimCheck(product, onDay)];
}

/** People count letters, so a flag or a letter with marks is one. */
const countChars = (text: string): number => [...text].length;

const CHECKS: readonly Check[] = [
  ({ ocopSet: set }, { name, categoryForSet }) =>
    categoryForSet[set]
      ? null
      : gap('category-unmapped', 'ocopSet', `${name} chưa có ngành hàng cho bộ sản phẩm "${ocopSet(set).nameVi}".`, 'operator'),

  ({ name }, { name: platform, textRule: { titleMaxBytes, titleMaxChars } }) => {
    const over = Math.max(
      (titleMaxBytes ? Buffer.byteLength(name) / titleMaxBytes : 0) - 1,
      (titleMaxChars ? countChars(name) / titleMaxChars : 0) - 1,
    );
    return over <= 0
      ? null
      : gap('title-too-long', 'name', `Tên sản phẩm dài hơn mức ${platform} cho phép khoảng ${Math.ceil(over * 100)} %.`);
  },

  ({ description }, { name, textRule }) => {
    const length = countChars(description);
    return length >= textRule.descriptionMinChars
      ? null
      : gap('description-too-short', 'description', `Phần mô tả có ${length} ký tự, ${name} cần ít nhất ${textRule.descriptionMinChars}.`);
  },

  ({ description }, { name, textRule }) => {
    const length = countChars(description);
    return length <= textRule.descriptionMaxChars
      ? null
      : gap(
          'description-too-long',
          'description',
          `Phần mô tả cùng nội dung nhãn có ${length} ký tự, ${name} nhận nhiều nhất ${textRule.descriptionMaxChars}.`,
        );
  },

  ({ packCount }) => (packCount > 0 ? null : gap('pack-missing', 'packs', 'Chưa có quy cách đóng gói nào để bán.')),

  ({ communeCode }) => (communeCode ? null : gap('commune-missing', 'communeCode', 'Chưa ghi xã, phường nơi làm ra sản phẩm.')),

  ({ photos }, { name, photoRule }) =>
    photos.length >= photoRule.minCount
      ? null
      : gap('photo-too-few', 'photoIds', `Có ${photos.length} ảnh, ${name} cần ít nhất ${photoRule.minCount}.`),

  ({ photos }, { name, photoRule }) => {
    const unfit = checkPhotos(photos, photoRule).photos.filter((photo) => !photo.isFit);
    if (photos.length - unfit.length >= Math.min(photos.length, photoRule.minCount)) return null;
    const reasons = unfit.flatMap((photo) => photo.reasons.map((reason) => reason.messageVi));
    return gap('photo-too-small', 'photoIds', `${name}: ${reasons.join(' ')}`);
  },
];

/** Stars may be claimed in title, text and label only while a certificate of that many counts. */
function claimCheck({ name, description, attributes, certificates }: ProductFacts, onDay: string): Checked {
  const label = Object.entries(attributes).flatMap(([code, value]): [string, string][] =>
    typeof value === 'string' ? [[`attributes.${code}`, value]] : [],
  );
  const texts: readonly [string, string][] = [['name', name], ['description', description], ...label];
  const held = validCertificate(certificates, onDay)?.stars ?? 0;
  const [field, text] = texts.find(([, each]) => claimedStars(each) > held) ?? ['', ''];
  if (field === '') return null;
  const proof = held ? `giấy chứng nhận đang có là ${held} sao` : 'chưa có giấy chứng nhận còn hạn đã xác minh';
  return gap('star-claim-unproven', field, `Tên, mô tả hoặc nhãn ghi OCOP ${claimedStars(text)} sao nhưng ${proof}.`);
}
