/**
 * Text as it is compared: without marks, in small letters, with single spaces. 'Hoà  Bình', 'hòa bình' and 'HOA BINH' are one, because tone placement
 * falls away with the marks. The database does the same with `fold_vi`; a test holds the two together.
 */
export function foldVi(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[đĐ]/g, 'd')
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(/[\t-\r ]+/g, ' ')
    .replace(/^ | $/g, '');
}
