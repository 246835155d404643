import fs from 'node:fs';
import path from 'node:path';

/** Folder of the whole project. */
export const ROOT = path.resolve(__dirname, '../..');

/** Every file under `folder` whose name ends with one of `endings`, relative to the project, sorted. */
export function filesUnder(folder: string, ...endings: readonly string[]): string[] {
  return fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** Names of the folders directly in `folder`. */
export function foldersIn(folder: string): string[] {
  return fs
    .readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export function read(file: string): string {
  return fs.readFileSync(path.join(ROOT, file), 'utf8');
}
