import type { Body } from '../../api/address';
import type { components } from '../../api/schema';

type MandateInput = components['schemas']['MandateInput'];
export type Method = 'paper-photo' | 'otp-sms' | 'thumbprint-witness';
export type Unit = MandateInput['officerUnit'];
export type Right = MandateInput['rights'][number];
export type Relation = MandateInput['proof']['signerRelation'];
export type Kind = Body<'/api/v1/producers', 'post'>['kind'];

/** A visit as it is filled in, step by step. */
export interface Visit {
  readonly id: string;
  readonly consentId: string;
  step: number;
  kind: Kind;
  name: string;
  provinceCode: string;
  communeCode: string;
  communeName: string;
  phone: string;
  /** What was agreed to: SHA-256 of each text as it was read. */
  agreed: string[];
  language: string;
  method: Method;
  signerName: string;
  signerRelation: Relation;
  witness: string;
  /** Of the photo of the paper, once it is there. */
  sha256: string;
  unit: Unit;
  rights: Right[];
  months: number;
}

/** Under which a visit is kept while it is filled in: one at a time, and beside it each one that was refused. */
export const keyOf = (visitId: string | undefined): string => (visitId === undefined ? 'visit' : `visit:${visitId}`);

/** A text as it was read. */
export type ReadText = Pick<components['schemas']['ConsentTextDto'], 'purpose' | 'version' | 'platform' | 'sha256'>;

const HELPING = 'officer-acts-for-me';

function proofOf({ method, signerName, signerRelation, witness, language, sha256 }: Visit): MandateInput['proof'] {
  return {
    ...{ method, signerName: signerName.trim(), signerRelation, language },
    ...(method === 'otp-sms' ? {} : { evidenceSha256: sha256 }), // a photo of another try proves nothing here
    ...(method === 'thumbprint-witness' ? { witness: witness.trim() } : {}),
  };
}

/** What registers the household, with the mandate and the version of the text that was agreed to. */
export function producerOf(visit: Visit, texts: readonly ReadText[]): Body<'/api/v1/producers', 'post'> {
  const { id, kind, name, provinceCode, communeCode, phone, consentId, unit, rights, months } = visit;
  const textVersion = texts.find(({ purpose }) => purpose === HELPING)?.version;
  return {
    ...{ id, kind, name: name.trim(), provinceCode },
    ...(communeCode === '' ? {} : { communeCode }),
    ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
    mandate: { consentId, ...(textVersion === undefined ? {} : { textVersion }), officerUnit: unit, rights, months, proof: proofOf(visit) },
  };
}

/** The other things that were agreed to; null when there are none. */
export function consentsOf(visit: Visit, texts: readonly ReadText[]): Body<'/api/v1/producers/{producerId}/consents', 'post'> | null {
  const consents = texts
    .filter(({ purpose, sha256 }) => purpose !== HELPING && visit.agreed.includes(sha256))
    .map(({ purpose, platform, version }) => ({ purpose, ...(platform === null ? {} : { platform }), textVersion: version, agreed: true }));
  return consents.length === 0 ? null : { consents, proof: proofOf(visit) };
}
