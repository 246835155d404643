import sharp from 'sharp';

export interface Scene {
  readonly width?: number;
  readonly height?: number;
  readonly wall?: string;
  readonly jar?: string;
  /** Of the frame that the jar takes up. */
  readonly share?: number;
  /** Light, 1: as it is. */
  readonly light?: number;
  /** Grey that is added everywhere. */
  readonly glare?: number;
  /** Sigma in pixels, if the photo were 2,048 wide. */
  readonly blur?: number;
}

/** A jar with a label before a wall, drawn pixel by pixel: nobody's picture is used, and this process may open no SVG. */
export async function scene(of: Scene = {}): Promise<sharp.Sharp> {
  const { width = 1600, height = 1200, wall = '#dddddd', jar = '#a5661f', share = 0.4, light = 1, glare = 0, blur = 0 } = of;
  const frame = sharp({ create: { width, height, channels: 3, background: wall } });
  const jarWidth = Math.round(width * Math.sqrt(share) * 0.9);
  const jarHeight = Math.round(height * Math.sqrt(share));
  const box = (x: number, y: number, w: number, h: number, background: string): sharp.OverlayOptions => ({
    input: {
      create: { width: Math.max(1, Math.round(w * jarWidth)), height: Math.max(1, Math.round(h * jarHeight)), channels: 3, background },
    },
    left: Math.round((width - jarWidth) / 2 + x * jarWidth),
    top: Math.round((height - jarHeight) / 2 + y * jarHeight),
  });
  const parts = [
    box(0, 0, 1, 1, jar),
    box(0.1, 0.4, 0.8, 0.4, '#f6efd8'),
    ...Array.from({ length: 6 }, (_, i) => box(0.15 + 0.12 * i, 0.5, 0.06, 0.1, '#222222')),
    ...Array.from({ length: 9 }, (_, i) => box(0.14 + 0.08 * i, 0.65, 0.04, 0.06, '#333333')),
  ];
  const drawn = await (share > 0 ? frame.composite(parts) : frame).png().toBuffer();
  const lit = sharp(drawn).linear(light, glare);
  return blur > 0 ? sharp(await lit.png().toBuffer()).blur((blur * width) / 2048) : lit;
}
