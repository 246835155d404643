import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { RESERVE } from '../../src/selling/stock/stock.service';
import { poolIdSql } from './pools';

const run = promisify(execFile);

/** `transaction`: BEGIN, statement, COMMIT, three round trips as the program makes them. `statement`: the statement alone, one round trip. */
export type Wrapping = 'transaction' | 'statement';

/** Throws: Error when there is no pgbench on this machine. */
export async function pgbenchVersion(): Promise<string> {
  try {
    return (await run('pgbench', ['--version'])).stdout.trim();
  } catch (error) {
    throw new Error('bench:reserve needs pgbench (Debian: apt-get install postgresql)', { cause: error });
  }
}

export interface PgbenchOrder {
  readonly databaseUrl: string;
  readonly folder: string;
  readonly pools: number;
  readonly connections: number;
  readonly seconds: number;
  readonly wrapping: Wrapping;
}

export async function pgbench(order: PgbenchOrder): Promise<{ reserved: number; perSecond: number }> {
  const script = path.join(order.folder, `reserve-${order.wrapping}-${order.pools}.sql`);
  fs.writeFileSync(script, scriptOf(order));
  const args = ['-n', '-M', 'prepared', '-c', String(order.connections), '-T', String(order.seconds), '-f', script, order.databaseUrl];
  const { stdout } = await run('pgbench', args);
  const reserved = Number(/transactions actually processed: (\d+)/.exec(stdout)?.[1]);
  const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  if (!(reserved > 0 && perSecond > 0)) throw new Error(`pgbench said: ${stdout}`);
  return { reserved, perSecond };
}

/** The program's own statement, with pgbench's numbers in place of its parameters. */
function scriptOf({ pools, wrapping }: PgbenchOrder): string {
  const values: readonly [parameter: string, value: string][] = [
    ['$1', poolIdSql(':pool')],
    ['$2', '1'],
    ['$3', 'null::uuid'],
    ['$4', 'null::text'],
  ];
  const statement = values.reduce((text, [parameter, value]) => text.replaceAll(parameter, value), RESERVE).replaceAll(/\s+/g, ' ');
  const body = wrapping === 'transaction' ? `begin;\n${statement};\nend;\n` : `${statement};\n`;
  return `\\set pool random(1, ${pools})\n${body}`;
}
