/** Enough to read a signed sheet, and little enough for a bad line. Units: pixels of the longer side. */
const LONGEST = 2_000;
const QUALITY = 0.8;
/** Nothing is gained below. Units: bytes. */
const SMALL = 500_000;

/** A photo of a paper, small enough for a bad line; what cannot be read as a picture stays as it is. */
export async function shrink(file: Blob): Promise<Blob> {
  if (file.size <= SMALL) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    return small && small.size < file.size ? small : file;
  } catch {
    return file;
  }
}

/** In hex. Only over https. */
export async function sha256(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
