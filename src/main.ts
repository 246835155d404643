import 'reflect-metadata';
import { readEnv, type Env } from '../config/env';
import { createApp } from './program/create-app'; // read when it is called (.swcrc): it is nearly everything, and a wrong setting is told at once
import { crashInPrivate } from './program/crash';
import { keepHeapLean } from './program/lean-heap';
import { HELP, readOptions } from './program/options.rules';
import { explainStart } from './program/start-fault.rules';

/** How long requests that are under way may take after SIGTERM. */
const STOP_WITHIN_MS = 15_000;

async function main(): Promise<void> {
  crashInPrivate();
  keepHeapLean();
  let env: Env | undefined;
  try {
    const commandLine = readOptions(process.argv.slice(2));
    if (commandLine.help) {
      process.stdout.write(HELP);
      return;
    }
    env = readEnv(undefined, commandLine.settings);
    const app = await createApp(env);
    stopOnSignal(() => app.close());
    if (env.ROLE !== 'worker') process.stdout.write(`Lên Sàn: ${env.PUBLIC_URL}\n`);
  } catch (error) {
    const databaseHost = hostOf(env?.DATABASE_URL);
    const fault = explainStart(error, { host: env?.HOST ?? '', port: env?.PORT ?? 0, databaseHost });
    process.stderr.write(`${fault.text}\n`);
    process.exitCode = fault.exitCode;
    setTimeout(() => process.exit(fault.exitCode), 2_000).unref(); // something half started may keep the process alive
  }
}

/** Without the password that is in the address. */
function hostOf(url: string | undefined): string {
  if (url === undefined) return 'embedded';
  return URL.canParse(url) ? new URL(url).host : '?';
}

function stopOnSignal(close: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
      close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

void main();
