interface Text {
  readonly purpose: string;
  readonly platform: string | null;
  readonly version: number;
  readonly effectiveFrom: string;
}

interface Given {
  readonly purpose: string;
  readonly platform: string | null;
  readonly counts: boolean;
}

/** The newest text of each purpose and platform that nobody has agreed to, as far as it counts today. */
export function stillToGive<T extends Text>(texts: readonly T[], given: readonly Given[]): T[] {
  const newest = new Map<string, T>();
  for (const text of texts) {
    const key = `${text.purpose} ${text.platform ?? ''}`;
    if ((newest.get(key)?.version ?? 0) < text.version) newest.set(key, text);
  }
  return [...newest.values()].filter(
    ({ purpose, platform }) => !given.some((consent) => consent.counts && consent.purpose === purpose && consent.platform === platform),
  );
}
