export interface Small {
  /** Units: pixels of the longer side. */
  readonly edge: number;
  /** Smaller files stay as they are. Units: bytes. */
  readonly bytes: number;
  readonly quality: number;
}

/** Enough to read a signed sheet. */
export const PAPER: Small = { edge: 2_000, bytes: 500_000, quality: 0.8 };
/** Twice what the platforms show. */
export const PHOTO: Small = { edge: 2_400, bytes: 1_500_000, quality: 0.88 };

/**
 * A smaller copy of a large picture, upright: five megabytes take an hour over a line of the mountains. What this browser cannot read (HEIC) stays as it is; the
 * program can.
 */
export async function shrunk(file: File, { edge, bytes, quality }: Small): Promise<File> {
  if (file.size <= bytes) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' }) : file;
  } catch {
    return file;
  }
}

/** In hex. Only over https. */
export async function sha256(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
