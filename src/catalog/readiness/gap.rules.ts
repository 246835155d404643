import type { PhotoRule, TextRule } from '../../platform';
import type { CertificateFacts } from '../document/certificate.rules';
import type { DocumentFacts } from '../document/document.rules';
import type { Size } from '../photo/rendition.rules';
import type { AttributeLevel, AttributeValue } from '../product/attribute.rules';
import type { LabelField } from '../product/label.rules';
import type { RuleFacts } from '../rule/rule.rules';

/** Who can close a gap. */
export const GAP_OWNERS = ['producer', 'officer', 'province', 'operator', 'platform'] as const;
export type GapOwner = (typeof GAP_OWNERS)[number];

/** What each kind of gap costs to close, roughly in minutes of somebody's time: for the order of the list, never shown as a promise. */
const COST = {
  'processing-restricted': 1,
  'consent-missing': 1,
  'consent-ended': 1,
  'question-open': 1,
  'attribute-missing': 2,
  'title-too-long': 2,
  'description-too-short': 3,
  'description-too-long': 3,
  'commune-missing': 2,
  'shelf-life-missing': 2,
  'pack-missing': 5,
  'photo-too-few': 10,
  'photo-too-small': 10,
  'star-claim-unproven': 5,
  'category-unmapped': 20,
  'document-not-verified': 60,
  'certificate-not-verified': 60,
  'document-missing': 1_000,
  'document-expired': 1_000,
  'certificate-holder-unfit': 3_000,
  'certificate-expired': 10_000,
  'certificate-missing': 50_000,
  'platform-cannot': 100_000,
  'not-listable': 1_000_000,
  'order-condition': 0,
} as const;
export type GapCode = keyof typeof COST;
export const GAP_CODES = Object.keys(COST) as GapCode[]; // the keys of the object above

/** Gaps that take a live listing off the shelves; the others only keep new content from being sent. */
const PAUSES_LIVE: ReadonlySet<GapCode> = new Set<GapCode>([
  'processing-restricted',
  'consent-missing',
  'consent-ended',
  'document-missing',
  'document-expired',
  'document-not-verified',
  'certificate-missing',
  'certificate-expired',
  'certificate-not-verified',
  'star-claim-unproven',
  'platform-cannot',
  'not-listable',
]);

/** The rule or definition that a gap rests on. */
export interface Ground {
  readonly code: string;
  readonly version: number;
  readonly source: string;
}

/** One thing that is missing before a platform would take the product. */
export interface Gap {
  /** Stable; texts may change. */
  readonly code: GapCode;
  /** Field of the product that is meant: `name`, `attributes.ingredients`, `documents.test-report`. */
  readonly field: string;
  readonly messageVi: string;
  readonly who: GapOwner;
  readonly cost: number;
  readonly pausesLive: boolean;
  /** null: it rests on the platform's description or on the form itself. */
  readonly rule: Ground | null;
}

export function gap(
  code: GapCode,
  field: string,
  messageVi: string,
  who: GapOwner = 'producer',
  rule: Ground | null = null,
  extraCost = 0,
): Gap {
  return { code, field, messageVi, who, cost: COST[code] + extraCost, pausesLive: PAUSES_LIVE.has(code), rule };
}

/** A definition of an attribute, as far as readiness goes by it. */
export interface DefinitionFacts extends LabelField {
  readonly sets: readonly number[];
  readonly level: AttributeLevel;
  readonly source: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

/** What a platform demands and can, as it counts on a day. */
export interface PlatformFacts {
  readonly name: string;
  /** Number of the version that these facts are. */
  readonly version: number;
  readonly photoRule: PhotoRule;
  readonly textRule: TextRule;
  readonly requires: { readonly ocopCertificate: boolean };
  readonly categoryForSet: Readonly<Record<number, string | null>>;
  readonly ageGate: boolean;
  /** First day on which other facts may count. */
  readonly goodUntil: string | null;
}

/** What is known of a product when it is checked. Plain data: it is kept with the verdict. */
export interface ProductFacts {
  readonly name: string;
  readonly description: string;
  readonly ocopSet: number;
  readonly communeCode: string | null;
  readonly shelfLifeDays: number | null;
  readonly packCount: number;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly producerKind: string;
  /** Whether the producer has a registration of its business; absent in verdicts of before it was asked. */
  readonly isProducerRegistered?: boolean;
  /** Upright sizes, in order. */
  readonly photos: readonly Size[];
  readonly certificates: readonly CertificateFacts[];
  /** Of the producer and of the product. */
  readonly documents: readonly DocumentFacts[];
  /** To being published, by platform, at the moment when the facts were read. Absent: the verdict is from before consent was asked for. */
  readonly consents?: Readonly<Record<string, ConsentFacts>>;
  /** The producer has its data only kept; absent in verdicts of before it could be asked for. */
  readonly isRestricted?: boolean;
}

export type ConsentFacts = 'given' | 'ended';

/** The law on one day as far as it is data: rules, and definitions of what a product has to say of itself. */
export interface Ruling {
  readonly revision: number;
  readonly rules: readonly RuleFacts[];
  readonly definitions: readonly DefinitionFacts[];
}

/** One thing that was looked at: what is missing of it, or null. */
export type Checked = Gap | null;
