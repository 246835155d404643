import type { AttributeKind, AttributeValue, AttributeValues } from './attribute.rules';

/** One thing that the label says, ready to be read: `Thành phần: mật ong 100 %`. */
export interface LabelLine {
  readonly code: string;
  readonly labelVi: string;
  readonly textVi: string;
}

/** What a label needs to know of an attribute's definition. */
export interface LabelField {
  readonly code: string;
  readonly kind: AttributeKind;
  readonly labelVi: string;
  readonly unitVi: string;
  /** False for what no buyer is to read, and for the number of a lot. */
  readonly onLabel: boolean;
}

const NUMBER = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 10 });

/**
 * What the label says, in the order of the codes, so that the same values always make the same text. Days are left out, because the law exempts the dates and the
 * lot of the goods from being published (NĐ 37/2026 Đ41.5); yes and no are answers to our rules, not words of a label.
 */
export function labelLines(values: AttributeValues, fields: readonly LabelField[]): LabelLine[] {
  return [...fields]
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
    .flatMap(({ code, kind, labelVi, unitVi, onLabel }) => {
      const value: AttributeValue | undefined = Object.hasOwn(values, code) ? values[code] : undefined;
      if (!onLabel || kind === 'day' || value === undefined || typeof value === 'boolean') return [];
      const text = typeof value === 'number' ? NUMBER.format(value) : value;
      return [{ code, labelVi, textVi: unitVi ? `${text} ${unitVi}` : text }];
    });
}

/** The description as a platform gets it: the producer's words, then the whole label. Nothing is cut off: what is too long is for readiness to say. */
export function publishedDescription(description: string, label: readonly LabelLine[]): string {
  const block = label.map(({ labelVi, textVi }) => `${labelVi}: ${textVi}`).join('\n');
  return [description, block].filter((part) => part !== '').join('\n\n');
}
