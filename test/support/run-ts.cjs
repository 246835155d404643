/** `node run-ts.cjs file.ts …`: runs one TypeScript file of this project in a process of its own, for tests that measure or kill a process. */
const fs = require('node:fs');
const path = require('node:path');
const { transformSync } = require('@swc/core');

const options = {
  ...JSON.parse(fs.readFileSync(path.join(__dirname, '../../.swcrc'), 'utf8')),
  sourceMaps: 'inline',
  configFile: false,
  swcrc: false,
};
delete options.$schema;
require.extensions['.ts'] = (module, file) =>
  module._compile(transformSync(fs.readFileSync(file, 'utf8'), { ...options, filename: file }).code, file);
require('reflect-metadata');
const [file] = process.argv.splice(2, 1);
require(path.resolve(file));
