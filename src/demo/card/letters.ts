/**
 * Capital letters as strokes, so that cards carry names on machines without any font and look the same on all. Six units high, origin at the top left:
 * [width, path]. Vietnamese marks are strokes of their own.
 */
const LETTERS: Readonly<Record<string, readonly [width: number, path: string]>> = {
  A: [4, 'M0 6L2 0L4 6M.7 4H3.3'],
  B: [3.9, 'M0 3H2.4A1.5 1.5 0 0 1 2.4 6H0V0H2.1A1.5 1.5 0 0 1 2.1 3'],
  C: [4, 'M4 1.2A2.2 2.2 0 0 0 2.2 0A2.2 2.2 0 0 0 0 2.2V3.8A2.2 2.2 0 0 0 2.2 6A2.2 2.2 0 0 0 4 4.8'],
  D: [4, 'M0 0V6H1.8A2.2 2.2 0 0 0 4 3.8V2.2A2.2 2.2 0 0 0 1.8 0Z'],
  Đ: [4, 'M0 0V6H1.8A2.2 2.2 0 0 0 4 3.8V2.2A2.2 2.2 0 0 0 1.8 0ZM-.9 3H1.6'],
  E: [3.5, 'M3.5 0H0V6H3.5M0 3H3'],
  F: [3.4, 'M3.4 0H0V6M0 3H3'],
  G: [4, 'M4 1.2A2.2 2.2 0 0 0 2.2 0A2.2 2.2 0 0 0 0 2.2V3.8A2.2 2.2 0 0 0 2.2 6A1.8 1.8 0 0 0 4 4.2V3.3H2.4'],
  H: [4, 'M0 0V6M4 0V6M0 3H4'],
  I: [0, 'M0 0V6'],
  J: [2.6, 'M2.6 0V4.5A1.5 1.5 0 0 1 0 5'],
  K: [3.9, 'M0 0V6M3.7 0L0 3.7M1.4 2.4L3.9 6'],
  L: [3.3, 'M0 0V6H3.3'],
  M: [4.8, 'M0 6V0L2.4 4L4.8 0V6'],
  N: [4, 'M0 6V0L4 6V0'],
  O: [4.2, 'M0 2.1A2.1 2.1 0 0 1 4.2 2.1V3.9A2.1 2.1 0 0 1 0 3.9Z'],
  P: [3.8, 'M0 6V0H2.1A1.7 1.7 0 0 1 2.1 3.4H0'],
  Q: [4.2, 'M0 2.1A2.1 2.1 0 0 1 4.2 2.1V3.9A2.1 2.1 0 0 1 0 3.9ZM2.7 4.5L4.3 6.3'],
  R: [3.9, 'M0 6V0H2.1A1.7 1.7 0 0 1 2.1 3.4H0M2 3.4L3.9 6'],
  S: [3.8, 'M3.6 1.1C3.3 .3 2.6 0 1.9 0C.9 0 .1 .6 .1 1.5C.1 3.5 3.8 2.5 3.8 4.5C3.8 5.4 3 6 1.9 6C1 6 .2 5.6 0 4.8'],
  T: [4, 'M0 0H4M2 0V6'],
  U: [4, 'M0 0V4A2 2 0 0 0 4 4V0'],
  V: [4, 'M0 0L2 6L4 0'],
  W: [5.6, 'M0 0L1.4 6L2.8 1.5L4.2 6L5.6 0'],
  X: [4, 'M0 0L4 6M4 0L0 6'],
  Y: [4, 'M0 0L2 3V6M4 0L2 3'],
  Z: [3.8, 'M0 0H3.8L0 6H3.8'],
  '0': [3.8, 'M0 1.9A1.9 1.9 0 0 1 3.8 1.9V4.1A1.9 1.9 0 0 1 0 4.1Z'],
  '1': [1.6, 'M0 1.3L1.6 0V6'],
  '2': [3.8, 'M.1 1.6C.1 .6 1 0 1.9 0C2.9 0 3.7 .7 3.7 1.7C3.7 3.2 1 4.4 0 6H3.8'],
  '3': [3.8, 'M.2 .9C1 -.3 3.5 -.2 3.5 1.5C3.5 2.4 2.7 2.9 1.6 2.9C2.8 2.9 3.8 3.4 3.8 4.5C3.8 6.4 .8 6.5 0 5'],
  '4': [4, 'M3 6V0L0 4.3H4'],
  '5': [3.8, 'M3.5 0H.6L.3 2.8C1.6 1.9 3.8 2.3 3.8 4.1C3.8 6.2 .9 6.6 0 5.1'],
  '6': [3.8, 'M2.9 0C1 .5 0 2.2 0 4.1A1.9 1.9 0 1 0 3.8 4.1A1.9 1.9 0 1 0 0 4.1'],
  '7': [3.8, 'M0 0H3.8L1.4 6'],
  '8': [3.8, 'M.3 1.5A1.6 1.5 0 1 1 3.5 1.5A1.6 1.5 0 1 1 .3 1.5M0 4.5A1.9 1.5 0 1 1 3.8 4.5A1.9 1.5 0 1 1 0 4.5'],
  '9': [3.8, 'M.9 6C2.8 5.5 3.8 3.8 3.8 1.9A1.9 1.9 0 1 0 0 1.9A1.9 1.9 0 1 0 3.8 1.9'],
  ',': [0, 'M0 5.8L-.5 7'],
  '-': [2.4, 'M0 3H2.4'],
  '&': [4, 'M4 6L.6 1.6C-.2 .4 2.8 -.8 2.8 1.2C2.8 2.6 0 3 0 4.5C0 6.6 3.4 6.4 3.8 3.4'],
};

/** Strokes around the middle of the letter's top, by combining character. Tones move aside when a roof or a bowl is there. */
const ROOFS: Readonly<Record<string, string>> = { '\u0302': 'm-1.1 -.6l1.1 -.9l1.1 .9', '\u0306': 'm-1.1 -1.5q1.1 1.6 2.2 0' };
const TONES: Readonly<Record<string, string>> = {
  '\u0301': 'm-.3 -.7l.9 -1',
  '\u0300': 'm.3 -.7l-.9 -1',
  '\u0309': 'm-.5 -1.8c.3 -.5 1.2 -.4 1.1 .2c-.1 .4 -.6 .4 -.6 .9',
  '\u0303': 'm-1 -.9c.5 -1 1.4 .4 2 -.6',
};
const GAP = 1.5;
const SPACE = 2.6;
/** From one line to the next, marks above and below included. Units: of the letters. */
const LINE = 11;

interface Line {
  readonly width: number;
  readonly path: string;
}

function strokes(text: string): Line {
  let x = 0;
  let path = '';
  // Đ has no decomposition, so it stays itself.
  for (const cluster of text
    .toUpperCase()
    .normalize('NFD')
    .match(/\P{M}\p{M}*/gu) ?? []) {
    const [base = '', ...marks] = cluster;
    const letter = LETTERS[base];
    if (!letter) {
      x += SPACE;
      continue;
    }
    const [width, shape] = letter;
    path += at(x, 0, shape);
    const middle = x + width / 2;
    const roof = marks.find((mark) => ROOFS[mark]);
    if (roof) path += `M${round(middle)} 0${ROOFS[roof]}`;
    for (const mark of marks) {
      const tone = TONES[mark];
      if (tone) path += roof ? `M${round(middle + 1.4)} -.6${tone}` : `M${round(middle)} 0${tone}`;
      if (mark === '\u0323') path += `M${round(middle)} 7.3h.01`;
      if (mark === '\u031b') path += `M${round(x + width)} .4q.9 -.1 .8 -1.2`;
    }
    x += width + GAP;
  }
  return { width: Math.max(0, x - GAP), path };
}

/** Moves a path of absolute commands. Numbers of an arc that are no coordinates stay. */
function at(dx: number, dy: number, path: string): string {
  return path.replace(/([MLHVCAQZ])([^MLHVCAQZ]*)/g, (_, command: string, given: string) => {
    const numbers = given.trim() === '' ? [] : given.trim().split(/[ ,]+/).map(Number);
    const moved = numbers.map((value, index) => {
      if (command === 'H') return value + dx;
      if (command === 'V') return value + dy;
      if (command === 'A') return index % 7 === 5 ? value + dx : index % 7 === 6 ? value + dy : value;
      return value + (index % 2 === 0 ? dx : dy);
    });
    return command + moved.map(round).join(' ');
  });
}

const round = (value: number): number => Math.round(value * 100) / 100;

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last !== undefined && strokes(`${last} ${word}`).width <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Text as one SVG element, centred on x, as large as fits into the box. Units: pixels. */
export function lettering(text: string, box: { x: number; y: number; width: number; height: number }, colour: string): string {
  let scale = Math.min(8, box.height / LINE);
  let lines: Line[] = [];
  for (; scale > 1.5; scale -= 0.25) {
    lines = wrap(text, box.width / scale).map(strokes);
    if (lines.length * LINE * scale <= box.height && lines.every((line) => line.width * scale <= box.width)) break;
  }
  const top = box.y + (box.height - lines.length * LINE * scale) / 2 + 3 * scale;
  const drawn = lines.map(
    ({ width, path }, i) =>
      `<path transform="translate(${round(box.x + box.width / 2 - (width * scale) / 2)} ${round(top + i * LINE * scale)}) scale(${scale})" d="${path}"/>`,
  );
  return `<g fill="none" stroke="${colour}" stroke-width="1.05" stroke-linecap="round" stroke-linejoin="round">${drawn.join('')}</g>`;
}
