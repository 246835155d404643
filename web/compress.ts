import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type { Plugin } from 'vite';

const gzip = promisify(zlib.gzip);
const brotli = promisify(zlib.brotliCompress);
/** Smaller files do not get smaller. */
const WORTH_BYTES = 1024;

/** Writes `.gz` and `.br` beside every text file that was built, once, so that nothing is compressed while somebody waits. */
export function compress(): Plugin {
  let folder = '';
  return {
    name: 'compress',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      sequential: true,
      order: 'post', // after the service worker has been written
      async handler() {
        const names = await fs.readdir(folder, { recursive: true });
        for (const name of names.filter((each) => /\.(js|css|html|svg|json|webmanifest)$/.test(each))) {
          const file = path.join(folder, name);
          const bytes = await fs.readFile(file);
          if (bytes.length < WORTH_BYTES) continue;
          await fs.writeFile(`${file}.gz`, await gzip(bytes, { level: 9 }));
          await fs.writeFile(`${file}.br`, await brotli(bytes));
        }
      },
    },
  };
}
