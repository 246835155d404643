import { createHash } from 'node:crypto';
import type { PlatformDescription, PhotoRule, TextRule } from '../../platform';
import type { PlatformFacts } from '../readiness/gap.rules';
import { turningDays } from './rule.rules';

/** What a platform demands, whole: as its adapter's description says it. */
export type PlatformDemands = Omit<PlatformFacts, 'version' | 'goodUntil'>;

/** What an operator lays over it for a period. */
export interface PlatformOverride {
  readonly photoRule?: Partial<Omit<PhotoRule, 'formats' | 'version'>>;
  readonly textRule?: Partial<TextRule>;
  readonly requires?: { readonly ocopCertificate: boolean };
  readonly ageGate?: boolean;
  readonly categoryForSet?: Readonly<Record<number, string | null>>;
}

interface Period {
  readonly platform: string;
  readonly version: number;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

/** One version in the database. */
export type PlatformVersion = Period &
  ({ readonly origin: 'adapter'; readonly content: PlatformDemands } | { readonly origin: 'operator'; readonly content: PlatformOverride });

export function demandsOf({ name, photoRule, textRule, requires, categoryForSet, capabilities }: PlatformDescription): PlatformDemands {
  return { name, photoRule, textRule, requires, categoryForSet, ageGate: capabilities.ageGate };
}

/** The same for what says the same, whatever the order of its keys. */
export function digestOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content, sortedKeys)).digest('hex');
}

function sortedKeys(_: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the platform demands on that day: the adapter's description with the overrides of that day over it, the newest last. null: nobody knows the platform. */
export function platformOn(versions: readonly PlatformVersion[], platform: string, day: string): PlatformFacts | null {
  const own = versions.filter((one) => one.platform === platform).sort((a, b) => a.version - b.version);
  const base = own.find((one) => one.origin === 'adapter');
  if (base?.origin !== 'adapter') return null;
  const overrides = own.filter((one) => one.origin === 'operator');
  let facts: PlatformFacts = { ...base.content, version: base.version, goodUntil: null };
  for (const one of overrides) {
    if (one.effectiveFrom > day || (one.effectiveTo !== null && one.effectiveTo < day)) continue;
    facts = { ...laidOver(facts, one.content), version: Math.max(facts.version, one.version) };
  }
  const [goodUntil] = overrides
    .flatMap((one) => turningDays({ ...one, suspendedFrom: null }))
    .filter((turn) => turn > day)
    .sort();
  return { ...facts, goodUntil: goodUntil ?? null };
}

function laidOver(facts: PlatformFacts, over: PlatformOverride): PlatformFacts {
  return {
    ...facts,
    photoRule: { ...facts.photoRule, ...over.photoRule },
    textRule: { ...facts.textRule, ...over.textRule },
    requires: over.requires ?? facts.requires,
    ageGate: over.ageGate ?? facts.ageGate,
    categoryForSet: { ...facts.categoryForSet, ...over.categoryForSet },
  };
}

/** What makes no sense of a platform's demands, by field, in Vietnamese. */
export function demandFaults({ photoRule, textRule }: PlatformFacts): { readonly pointer: string; readonly message: string }[] {
  const faults: { pointer: string; message: string }[] = [];
  if (photoRule.minEdgePx > photoRule.maxEdgePx)
    faults.push({ pointer: '/photoRule/minEdgePx', message: `Cạnh nhỏ nhất không được quá cạnh lớn nhất (${photoRule.maxEdgePx}).` });
  if (photoRule.minCount > photoRule.maxCount)
    faults.push({ pointer: '/photoRule/minCount', message: `Số ảnh ít nhất không được quá số ảnh nhiều nhất (${photoRule.maxCount}).` });
  if (textRule.descriptionMinChars > textRule.descriptionMaxChars)
    faults.push({ pointer: '/textRule/descriptionMinChars', message: `Số ký tự ít nhất không được quá ${textRule.descriptionMaxChars}.` });
  return faults;
}
