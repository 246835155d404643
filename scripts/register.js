/** `node -r ./scripts/register.js file.ts`: TypeScript is transpiled by SWC as it is required, with the same .swcrc as the build. */
const { transformFileSync } = require('@swc/core');

require.extensions['.ts'] = (module, file) => {
  module._compile(transformFileSync(file, { sourceMaps: 'inline' }).code, file);
};
