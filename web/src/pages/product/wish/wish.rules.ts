import type { components } from '../../../api/schema';

type Text = components['schemas']['ConsentTextDto'];
type Consents = components['schemas']['GiveConsents'];

/** What somebody agrees to by choosing a shop, and who says so. */
export interface Agreement {
  readonly texts: readonly Text[];
  readonly signerName: string;
  readonly signerRelation: Consents['proof']['signerRelation'];
}

interface Shop {
  readonly id: string;
  readonly platform: string;
}

/** The text to which somebody has to agree before anything goes to the platform; undefined: it was agreed to already. `open`: all that may still be agreed to. */
export function textFor(platform: string, open: readonly Text[]): Text | undefined {
  return open.find((text) => text.purpose === 'publish-on-platform' && text.platform === platform);
}

/** The texts that are agreed to with these shops, each once. */
export function textsOf(chosen: readonly string[], shops: readonly Shop[], open: readonly Text[]): Text[] {
  const texts = shops.filter(({ id }) => chosen.includes(id)).flatMap(({ platform }) => textFor(platform, open) ?? []);
  return [...new Map(texts.map((text) => [text.sha256, text])).values()];
}

/** Who agrees for a producer of that kind: a household speaks for itself, anything else by whoever represents it. */
export function relationOf(kind: string): Agreement['signerRelation'] {
  return kind === 'household' || kind === 'farm' || kind === 'household-business' ? 'self' : 'legal-representative';
}

/** As the program takes it. Each text is a consent of its own, with an id made here. */
export function consentsOf({ texts, signerName, signerRelation }: Agreement, newId: () => string): Consents {
  return {
    consents: texts.map(({ purpose, platform, version }) => ({
      ...{ id: newId(), purpose, textVersion: version, agreed: true },
      ...(platform ? { platform } : {}),
    })),
    proof: { method: 'app-tap', signerName, signerRelation },
  };
}
