/** Longest edge of a photo that travels: twice what the platforms show. Units: pixels. */
const EDGE_PX = 2_400;
/** Smaller files travel as they are. */
const SMALL_BYTES = 1_500_000;
const QUALITY = 0.88;

/**
 * A smaller copy of a large photo, upright: five megabytes take an hour over a line of the mountains. What this browser cannot read (HEIC) stays as it is; the
 * program can.
 */
export async function shrunk(file: File): Promise<File> {
  if (file.size <= SMALL_BYTES) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, EDGE_PX / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' }) : file;
  } catch {
    return file;
  }
}
