import globalSetup from './global-setup';

/** Pages are tried as people get them: built. */
export default async function webSetup(): Promise<void> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a script, so that the demonstration can use it before anything is compiled
  const { buildWeb } = require('../../scripts/web.js') as { buildWeb: () => boolean };
  buildWeb();
  await globalSetup();
}
