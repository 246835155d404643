/** `npm run build:web`: brings dist/web (the console) up to date with web/ and the API's document; does nothing when it is. */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const dist = path.join(root, 'dist/web');
const document = path.join(root, 'docs/openapi.json');
const schema = path.join(root, 'web/src/api/schema.d.ts');

const changedAt = (file) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function filesBelow(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(name) : [name];
  });
}

function run(tool, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'node_modules', tool), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' }, // whoever asks for it, a test as well, gets what users get
  });
  if (status !== 0) throw new Error(`${tool}: ${`${stdout}${stderr}`.trim().split('\n').slice(-12).join('\n')}`);
}

/** The types of the API as the console sees them. Returns whether they had to be made. */
function describeApi() {
  if (changedAt(schema) > changedAt(document)) return false;
  const made = `${schema}.${process.pid}`;
  run('openapi-typescript/bin/cli.js', document, '-o', made);
  fs.renameSync(made, schema);
  return true;
}

/** Builds beside and swaps, so that who reads at this moment sees the old or the new console. */
function buildWeb() {
  const newest = Math.max(
    ...filesBelow(path.join(root, 'web'))
      .filter((file) => file !== schema)
      .map(changedAt),
    changedAt(path.join(root, 'package-lock.json')),
  );
  if (changedAt(path.join(dist, 'index.html')) > newest) return false;
  const made = `${dist}.${process.pid}`;
  const old = `${made}.old`;
  run('vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts', '--outDir', made, '--logLevel', 'warn');
  if (fs.existsSync(dist)) fs.renameSync(dist, old);
  try {
    fs.renameSync(made, dist);
  } catch (error) {
    if (!fs.existsSync(dist)) throw error; // else somebody else was quicker, with the same
  }
  for (const folder of [made, old]) fs.rmSync(folder, { recursive: true, force: true });
  return true;
}

module.exports = { buildWeb, describeApi };

if (require.main === module) {
  if (process.argv.includes('--types')) describeApi();
  else process.stdout.write(buildWeb() ? 'dist/web: built\n' : 'dist/web: up to date\n');
}
