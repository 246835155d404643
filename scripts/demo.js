/** `npm run demo`: brings dist up to date with the sources (under two seconds, only what has changed) and starts the demonstration from it. */
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const dist = path.join(root, 'dist');

function sources(folder) {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return sources(name);
    return /\.ts$/.test(name) && !/\.spec\.ts$/.test(name) ? [name] : [];
  });
}

const changedAt = (file) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** A program that reads the file at this moment sees the old or the new one, never half of one. */
function replace(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.${process.pid}`, text);
  fs.renameSync(`${file}.${process.pid}`, file);
}

function build() {
  const config = path.join(root, '.swcrc');
  const stale = ['src', 'config', 'migrations'].flatMap(sources).filter((source) => {
    const made = changedAt(path.join(dist, source.replace(/\.ts$/, '.js')));
    return made <= changedAt(path.join(root, source)) || made <= changedAt(config);
  });
  if (stale.length === 0) return;
  const { transformFileSync } = require('@swc/core');
  for (const source of stale) {
    const target = path.join(dist, source.replace(/\.ts$/, '.js'));
    const { code, map } = transformFileSync(path.join(root, source), { cwd: root, sourceMaps: true });
    if (map) replace(`${target}.map`, map);
    replace(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
  }
}

try {
  build();
  require('./web').buildWeb();
} catch (error) {
  process.stderr.write(`Không dịch được mã nguồn: ${error.message.split('\n', 1)[0]} / cannot build\n`);
  process.exit(1);
}
process.setSourceMapsEnabled?.(true);
require(path.join(dist, 'src/demo/main.js'));
