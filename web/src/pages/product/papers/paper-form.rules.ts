import type { components } from '../../../api/schema';

export type PaperType = components['schemas']['SubmitDocument']['type'];

/** A paper as it is typed. */
export interface TypedPaper {
  type: PaperType;
  number: string;
  issuer: string;
  issuedOn: string;
  expiresOn: string;
  /** Of which product, where there is a choice. */
  productId: string;
}

/** An OCOP certificate as it is typed. */
export interface TypedCertificate {
  stars: number;
  number: string;
  certificateNumber: string;
  issuedBy: string;
  issuedOn: string;
  expiresOn: string;
}

/** What is known of who hands a paper in. */
export interface Maker {
  readonly name: string;
  readonly registrationNumber: string | null;
  readonly taxCode: string | null;
  /** `Xã Mèo Vạc`; null: not known. */
  readonly communeName: string | null;
  /** `Tỉnh Tuyên Quang`; null: not known. */
  readonly provinceName: string | null;
}

/** Papers that the maker writes itself. */
const OWN: readonly PaperType[] = ['label-image', 'self-declaration'];

const small = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** The form at first: what is known of it already stands there to be confirmed. */
export function paperAtFirst(type: PaperType, maker: Maker | null, today: string): TypedPaper {
  const isLabel = type === 'label-image';
  return {
    ...{ type, productId: '', expiresOn: '' },
    number: isLabel
      ? `Nhãn ${today.slice(0, 4)}`
      : type === 'business-registration'
        ? (maker?.registrationNumber ?? maker?.taxCode ?? '')
        : '',
    issuer: OWN.includes(type) ? (maker?.name ?? '') : '',
    issuedOn: isLabel ? today : '',
  };
}

export function certificateAtFirst(maker: Maker | null): TypedCertificate {
  const issuedBy = maker?.provinceName == null ? '' : `UBND ${small(maker.provinceName)}`;
  return { stars: 3, number: '', certificateNumber: '', issuedBy, issuedOn: '', expiresOn: '' };
}

/** Who mostly issues such a paper, to be chosen by one touch; nobody is put down unasked. */
export function likelyIssuers(type: PaperType, maker: Maker | null): string[] {
  if (maker === null) return [];
  if (OWN.includes(type)) return [maker.name];
  const places = [maker.communeName, maker.provinceName].flatMap((name) => (name === null ? [] : [`UBND ${small(name)}`]));
  if (type === 'business-registration' || type === 'food-safety-commitment' || type === 'food-safety-certificate') return places;
  return [];
}

/** Somebody has begun with it: more is there than at first. */
export const isBegun = (now: object, atFirst: object, hasFile: boolean): boolean =>
  hasFile || JSON.stringify(now) !== JSON.stringify(atFirst);

export type Lack = 'file' | 'number' | 'issuer' | 'issuedOn';

/** What a paper lacks before it can be handed in, in the order of the form. */
export function lacksOf({ number, issuer, issuedOn }: Pick<TypedPaper, 'number' | 'issuer' | 'issuedOn'>, hasFile: boolean): Lack[] {
  const lacks: Lack[] = [];
  if (!hasFile) lacks.push('file');
  if (number.trim() === '') lacks.push('number');
  if (issuer.trim().length < 2) lacks.push('issuer');
  if (issuedOn === '') lacks.push('issuedOn');
  return lacks;
}
