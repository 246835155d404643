const WORDS: Readonly<Record<string, number>> = { ba: 3, bốn: 4, năm: 5 };
const STARS = String.raw`(?<![\d.,])(?<n>[345]|ba|bốn|năm)\s*(?:sao|\*|★|⭐)`;
const CLAIMS = [new RegExp(String.raw`ocop[^.\n]{0,20}?${STARS}`, 'giu'), new RegExp(String.raw`${STARS}[^.\n]{0,20}?ocop`, 'giu')];

/** Most OCOP stars that a text claims; 0 for none. Stars of something else (a hotel) do not count. */
export function claimedStars(text: string): number {
  const found = CLAIMS.flatMap((claim) => [...text.normalize('NFC').matchAll(claim)]);
  return Math.max(0, ...found.map(({ groups }) => WORDS[groups?.n?.toLowerCase() ?? ''] ?? Number(groups?.n)));
}
