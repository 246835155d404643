import fs from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { readEnv } from '../../config/env';
import { DemonstrationPapers } from '../catalog';
import { createApp } from '../program';
import { PHONES_PORT, PHONES_SECRET, PRACTICE_SHOPS, perPractice } from '../sandbox/practice';
import { Transactions } from '../shared/db';
import { createLogger } from '../shared/http';
import type { DemoOptions } from './demo-options.rules';
import { DEMO_GUESTS, DEMO_PASSWORD, OPERATOR_PHONE } from './people';
import { joinPractice, PLATFORMS, PracticeControl, startPractice, type PracticePlatforms } from './practice';

/** After kill -9 the practice platforms of the killed demonstration need a moment to notice. */
const PORT_FREE_WITHIN_MS = 2_000;

export class PortTaken extends Error {
  constructor(
    readonly port: number,
    readonly option: string,
  ) {
    super(`port ${port} is taken`);
  }
}

/** The program with its database, and both practice platforms, all up. */
export interface House {
  readonly url: string;
  readonly practice: PracticePlatforms;
  /** Invented papers and label data for a product of the demonstration. */
  givePapers(productId: string): Promise<void>;
  close(): Promise<void>;
}

/** Throws: PortTaken; what starting the program throws. */
export async function openHouse(dataDir: string, options: DemoOptions): Promise<House> {
  const port = options.port ?? (options.story ? 0 : 3000);
  const ports = perPractice((code) => options.practicePorts[code] ?? (options.story ? 0 : PRACTICE_SHOPS[code].port));
  await expectFree(port, '--port');
  const phonesPort = options.phonesPort ?? (options.story ? 0 : PHONES_PORT);
  if (!options.practice) {
    for (const code of PLATFORMS) await expectFree(ports[code], `--${code}-port`);
    await expectFree(phonesPort, '--phones-port');
  }
  fs.mkdirSync(dataDir, { recursive: true });
  const practice = options.practice
    ? joinPractice(options.practice)
    : await startPractice(path.join(dataDir, 'practice'), ports, phonesPort);
  try {
    const program = await openProgram(dataDir, port, options.databaseUrl, practice.phonesUrl);
    const close = async (): Promise<void> => {
      await program.close();
      await practice.stop();
    };
    return { url: program.url, practice, givePapers: program.givePapers, close };
  } catch (error) {
    await practice.stop();
    throw error;
  }
}

async function openProgram(
  dataDir: string,
  port: number,
  databaseUrl: string | undefined,
  phonesUrl: string | undefined,
): Promise<Pick<House, 'url' | 'givePapers' | 'close'>> {
  // Not from the environment: a DATABASE_URL that lies around there must not be filled with demonstration data.
  const env = readEnv({
    ...{ HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: databaseUrl },
    ...{ ALLOW_LOOPBACK_PLATFORMS: 'true', POLL_EVERY_MS: '3000', SWEEP_EVERY_MS: '1000', REQUESTS_PER_MINUTE: '60000' },
    ...{ FIRST_OPERATOR_PHONE: OPERATOR_PHONE, FIRST_OPERATOR_PASSWORD: DEMO_PASSWORD },
    ...(phonesUrl === undefined ? {} : { SMS_GATEWAY: 'practice', SMS_URL: phonesUrl, SMS_SECRET: PHONES_SECRET }),
  });
  const log = fs.createWriteStream(path.join(dataDir, 'program.log'), { flags: 'a' });
  const app = await createApp(env, { guests: DEMO_GUESTS, log: createLogger('warn', { write: (line) => void log.write(line) }) });
  if (phonesUrl !== undefined)
    await new PracticeControl(phonesUrl).post('/setting', { answerTo: `${env.PUBLIC_URL ?? ''}/webhooks/sms`, secret: PHONES_SECRET });
  const givePapers = (productId: string): Promise<void> =>
    app.get(Transactions).run((tx) => app.get(DemonstrationPapers).give(tx, productId));
  return { url: env.PUBLIC_URL ?? '', givePapers, close: () => app.close() };
}

async function expectFree(port: number, option: string): Promise<void> {
  if (port === 0) return;
  const end = performance.now() + PORT_FREE_WITHIN_MS;
  while (!(await isFree(port))) {
    if (performance.now() > end) throw new PortTaken(port, option);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
