import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports that the system itself gives to whoever listens on any or calls somebody: none of those takes it before the program that is told to listen there. */
const LOWEST = 20_000;
const BEYOND = 32_000;

/** For what has to know its port before it listens. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, BEYOND);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
