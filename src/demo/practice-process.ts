import { startSandbox } from '../sandbox';
import { PRACTICE_CODES, perPractice, type PerPractice, type PracticeCode } from '../sandbox/practice';

/** What the practice platforms' process tells the demonstration that started it. */
export type PracticeMessage =
  | { readonly kind: 'ready'; readonly urls: PerPractice<string>; readonly phonesUrl: string }
  | { readonly kind: 'failed'; readonly text: string };

/** Reviews take this long: nobody wants to watch them. */
const REVIEW_MS = 30;

/** Runs as a process of its own: `node practice-process.js <state folder> <port of the phones> <port of each>`. Ends when the one who started it ends, however that ends. */
async function main(): Promise<void> {
  const [stateDir = '', phonesPort, ...ports] = process.argv.slice(2);
  const port = (code: PracticeCode): number => Number(ports[PRACTICE_CODES.indexOf(code)]);
  const tell = (message: PracticeMessage): void => void process.send?.(message);
  process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole terminal; we go after the program, which may still be talking to us
  process.once('disconnect', () => process.exit(0)); // killed: everything that was answered is on disk
  try {
    const sandbox = await startSandbox({
      stateDir,
      reviewMs: REVIEW_MS,
      phones: { port: Number(phonesPort) },
      ...perPractice((code) => ({ port: port(code) })),
    });
    const stop = (): void => void sandbox.stop().then(() => process.exit(0));
    process.once('SIGTERM', stop);
    process.on('message', (message) => {
      if (message === 'stop') stop();
    });
    tell({ kind: 'ready', urls: perPractice((code) => sandbox[code].url), phonesUrl: sandbox.phones.url });
  } catch (error) {
    tell({ kind: 'failed', text: error instanceof Error ? error.message : String(error) });
  }
}

void main();
