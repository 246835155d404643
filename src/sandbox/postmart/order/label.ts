/** What stands on a parcel label. */
export interface Label {
  readonly itemCode: string;
  readonly originalId: string;
  readonly sender: string;
  readonly receiver: string;
  readonly phone: string;
  readonly address: string;
  /** Units: đồng. */
  readonly codAmount: number;
  readonly lines: readonly string[];
}

/** Code 39: a star, the text, a star; nine bars and gaps for each character, `1` is wide. */
// prettier-ignore
const code39: Readonly<Record<string, string>> = {
  '0': '000110100', '1': '100100001', '2': '001100001', '3': '101100000', '4': '000110001', '5': '100110000', '6': '001110000',
  '7': '000100101', '8': '100100100', '9': '001100100', A: '100001001', B: '001001001', C: '101001000', D: '000011001', E: '100011000',
  F: '001011000', G: '000001101', H: '100001100', I: '001001100', J: '000011100', K: '100000011', L: '001000011', M: '101000010',
  N: '000010011', O: '100010010', P: '001010010', Q: '000000111', R: '100000110', S: '001000110', T: '000010110', U: '110000001',
  V: '011000001', W: '111000000', X: '010010001', Y: '110010000', Z: '011010000', '*': '010010100',
};

/** A6 in points. */
const WIDTH = 298;
const HEIGHT = 420;

/** A one-page A6 PDF. Without accents: the 14 fonts every PDF reader has know no Vietnamese, and a practice label needs no embedded font. */
export function labelPdf(label: Label): Buffer {
  const text = (x: number, y: number, size: number, words: string): string => `BT /F1 ${size} Tf ${x} ${y} Td (${pdfText(words)}) Tj ET`;
  const drawn = [
    text(20, 395, 8, 'SAN THUC HANH - KHONG PHAI VAN DON THAT'),
    barcode(label.itemCode, 20, 335, 45),
    text(20, 318, 14, label.itemCode),
    text(20, 300, 9, `Don hang: ${label.originalId}`),
    text(20, 278, 9, `Nguoi gui: ${label.sender}`),
    text(20, 256, 11, `Nguoi nhan: ${label.receiver}  ${label.phone}`),
    ...wrapped(label.address, 52).map((line, index) => text(20, 240 - index * 13, 9, line)),
    text(20, 190, 12, `Thu ho (COD): ${label.codAmount.toLocaleString('vi-VN')} VND`),
    ...label.lines.slice(0, 10).map((line, index) => text(20, 168 - index * 13, 9, line)),
  ].join('\n');
  return assemble([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< /Length ${Buffer.byteLength(drawn, 'latin1')} >>\nstream\n${drawn}\nendstream`,
  ]);
}

/** Numbered objects, then a table of where each begins: what makes it a valid file. */
function assemble(objects: readonly string[]): Buffer {
  let file = '%PDF-1.4\n';
  const starts = objects.map((body, index) => {
    const start = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return start;
  });
  const table = file.length;
  const rows = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

function barcode(value: string, left: number, bottom: number, height: number): string {
  const narrow = 1.1;
  let x = left;
  const bars: string[] = [];
  for (const character of `*${value}*`) {
    [...(code39[character] ?? '')].forEach((width, index) => {
      const points = width === '1' ? narrow * 2.5 : narrow;
      if (index % 2 === 0) bars.push(`${x.toFixed(2)} ${bottom} ${points.toFixed(2)} ${height} re`);
      x += points;
    });
    x += narrow;
  }
  return `${bars.join('\n')}\nf`;
}

function pdfText(words: string): string {
  const plain = words.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
  return plain.replace(/[^\x20-\x7e]/g, '?').replace(/([\\()])/g, '\\$1');
}

function wrapped(words: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of words.split(' ')) {
    const line = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (line.length <= width) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines.slice(0, 3);
}
