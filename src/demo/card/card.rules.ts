import { lettering } from './letters';

/** Practice platforms take photos from 500 pixels an edge. */
export const CARD_PX = 640;

export interface CardFacts {
  readonly name: string;
  readonly ocopSet: number;
  readonly unit: string;
  readonly stars: 3 | 4 | 5 | null;
}

interface Colours {
  readonly dark: string;
  readonly mid: string;
  readonly light: string;
}

/** Colours by the kind of goods; the first row whose last set is not smaller. */
const COLOURS: readonly (readonly [lastSet: number, colours: Colours])[] = [
  [1, { dark: '#1f6b34', mid: '#53a548', light: '#e4f3dc' }],
  [2, { dark: '#8c2f2b', mid: '#d3715c', light: '#fbe9e2' }],
  [3, { dark: '#7a5a14', mid: '#d1a53a', light: '#faf1d8' }],
  [4, { dark: '#8a5200', mid: '#eaa018', light: '#fff0d0' }],
  [8, { dark: '#8a3a12', mid: '#dd7f3b', light: '#fcebdd' }],
  [10, { dark: '#6b1f16', mid: '#b8452f', light: '#f9e5df' }],
  [12, { dark: '#28543a', mid: '#6a9c5d', light: '#e8f1e0' }],
  [13, { dark: '#4b2c1c', mid: '#8f6043', light: '#f1e6dd' }],
  [15, { dark: '#5a1a42', mid: '#a4487f', light: '#f6e4ef' }],
  [17, { dark: '#17526e', mid: '#3e9bb8', light: '#dff1f6' }],
  [20, { dark: '#1d5f58', mid: '#4aa294', light: '#dff3ef' }],
  [22, { dark: '#43337c', mid: '#8371c4', light: '#ebe7f8' }],
  [26, { dark: '#7c2754', mid: '#cf6e9b', light: '#fae6ef' }],
];

/** What it comes in, drawn around (0, 0), some 300 high. `a`: fill, `b`: label, `c`: lid and outline. */
const SHAPES: Readonly<Record<string, (c: Colours) => string>> = {
  chai: ({ dark, mid, light }) =>
    `<path d="M-24 -150h48v62c0 22 46 34 46 84v120c0 20 -12 32 -32 32h-76c-20 0 -32 -12 -32 -32V-4c0 -50 46 -62 46 -84z" fill="${mid}"/>` +
    `<rect x="-32" y="-166" width="64" height="34" rx="8" fill="${dark}"/><rect x="-70" y="10" width="140" height="86" fill="${light}"/>` +
    `<path d="M-44 38h88M-44 66h58" stroke="${dark}" stroke-width="10" stroke-linecap="round"/>`,
  hũ: ({ dark, mid, light }) =>
    `<path d="M-84 -84c-30 24 -38 60 -38 106v70c0 32 18 50 48 50h148c30 0 48 -18 48 -50V22c0 -46 -8 -82 -38 -106z" fill="${mid}"/>` +
    `<rect x="-98" y="-128" width="196" height="52" rx="14" fill="${dark}"/><ellipse cx="0" cy="40" rx="78" ry="56" fill="${light}"/>` +
    `<path d="M-36 28h72M-24 54h48" stroke="${dark}" stroke-width="10" stroke-linecap="round"/>`,
  hộp: ({ dark, mid, light }) =>
    `<path d="M-130 -60L0 -118L130 -60L0 -2z" fill="${light}" stroke="${dark}" stroke-width="8" stroke-linejoin="round"/>` +
    `<path d="M-130 -60L0 -2V146L-130 84z" fill="${mid}"/><path d="M130 -60L0 -2V146L130 84z" fill="${dark}"/>` +
    `<path d="M-104 10L-30 44V84L-104 50z" fill="${light}"/>`,
  gói: ({ dark, mid, light }) =>
    `<path d="M-104 -140h208l-14 40c14 60 14 150 0 204l14 40h-208l14 -40c-14 -54 -14 -144 0 -204z" fill="${mid}"/>` +
    `<path d="M-104 -118h208M-104 122h208" stroke="${dark}" stroke-width="10" stroke-dasharray="14 10"/><circle cx="0" cy="0" r="62" fill="${light}"/>` +
    `<path d="M-30 -12h60M-30 14h38" stroke="${dark}" stroke-width="10" stroke-linecap="round"/>`,
  túi: ({ dark, mid, light }) =>
    `<path d="M-52 -88c-60 50 -84 110 -84 164c0 46 26 68 70 68h132c44 0 70 -22 70 -68c0 -54 -24 -114 -84 -164z" fill="${mid}"/>` +
    `<path d="M-58 -140q28 26 58 0q30 26 58 0l-10 52h-96z" fill="${dark}"/><rect x="-70" y="6" width="140" height="84" rx="10" fill="${light}"/>` +
    `<path d="M-44 34h88M-44 62h58" stroke="${dark}" stroke-width="10" stroke-linecap="round"/>`,
  quả: ({ dark, mid, light }) =>
    `<circle cx="0" cy="26" r="118" fill="${mid}"/><path d="M-70 -8a82 82 0 0 1 50 -50" fill="none" stroke="${light}" stroke-width="16" stroke-linecap="round"/>` +
    `<path d="M0 -88c-4 -26 2 -46 18 -62" fill="none" stroke="${dark}" stroke-width="14" stroke-linecap="round"/>` +
    `<path d="M10 -100c30 -50 84 -54 118 -40c-14 40 -64 66 -118 40z" fill="${dark}"/>`,
  lá: ({ dark, mid, light }) =>
    `<path d="M-120 118c-26 -150 60 -250 240 -256c8 168 -70 270 -212 252z" fill="${mid}"/>` +
    `<path d="M-128 140C-80 40 -20 -30 70 -88M-50 30l96 -6M-8 -22l82 -8" fill="none" stroke="${light}" stroke-width="10" stroke-linecap="round"/>` +
    `<circle cx="-122" cy="138" r="14" fill="${dark}"/>`,
  quà: ({ dark, mid, light }) =>
    `<rect x="-112" y="-60" width="224" height="196" rx="12" fill="${mid}"/><rect x="-128" y="-92" width="256" height="58" rx="12" fill="${dark}"/>` +
    `<rect x="-18" y="-92" width="36" height="228" fill="${light}"/>` +
    `<path d="M0 -92c-70 -14 -84 -66 -44 -74c30 -4 44 34 44 74c0 -40 14 -78 44 -74c40 8 26 60 -44 74z" fill="${light}" stroke="${dark}" stroke-width="8"/>`,
};

const FRESH = 1;
const CRAFTS: ReadonlySet<number> = new Set([21, 22]);

function shapeName({ unit, ocopSet }: CardFacts): string {
  if (ocopSet === FRESH) return unit === 'quả' ? 'quả' : 'túi';
  if (CRAFTS.has(ocopSet)) return 'quà';
  return SHAPES[unit] ? unit : 'lá';
}

const STAR = 'M0 -22L6.5 -7L22 -7L9.5 3L14 18L0 9L-14 18L-9.5 3L-22 -7L-6.5 -7Z';

/** A product card as SVG: nothing in it comes from a font or from chance, so one product has one card everywhere. */
export function cardSvg(facts: CardFacts): string {
  const found = COLOURS.find(([lastSet]) => facts.ocopSet <= lastSet);
  const colours = found?.[1] ?? { dark: '#333333', mid: '#777777', light: '#eeeeee' };
  const { dark, light, mid } = colours;
  const stars = Array.from(
    { length: facts.stars ?? 0 },
    (_, i) => `<path transform="translate(${320 + (i - ((facts.stars ?? 1) - 1) / 2) * 52} 612)" d="${STAR}" fill="#f2b705"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD_PX}" height="${CARD_PX}" viewBox="0 0 640 640">`,
    `<rect width="640" height="640" fill="${light}"/><path d="M0 300C160 220 420 420 640 280V460H0z" fill="${mid}" opacity=".18"/>`,
    `<circle cx="320" cy="224" r="190" fill="#ffffff" opacity=".85"/>`,
    `<g transform="translate(320 226)">${SHAPES[shapeName(facts)]?.(colours) ?? ''}</g>`,
    `<rect y="428" width="640" height="212" fill="#ffffff"/><rect y="428" width="640" height="8" fill="${dark}"/>`,
    lettering(facts.name, { x: 40, y: 444, width: 560, height: stars.length > 0 ? 136 : 180 }, dark),
    ...stars,
    `<g transform="translate(562 78) rotate(45)"><rect x="-160" y="-27" width="320" height="54" fill="#c62828"/>`,
    lettering('Minh hoạ', { x: -110, y: -29, width: 220, height: 50 }, '#ffffff'),
    '</g></svg>',
  ].join('');
}
