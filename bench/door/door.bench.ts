import { Client } from 'pg';
import { startSandbox } from '../../src/sandbox';
import { startWorker, type Worker } from '../support/children';
import { cpuMsOf } from '../support/cpu';
import { line, machine, number, say, verdictOf, type Pair } from '../support/figures';
import { bench, withGround, type Ground } from '../support/ground';
import { profiling, readBenchOptions } from '../support/options';
import { connectShop, startProgram } from '../support/program';
import { vosoDelivery } from './deliveries';
import type { LoadOrder, LoadReport, Template } from './load';

const CONNECTIONS = 16;
const AIM = 0.6;

/** A door that is measured. */
interface Door {
  readonly name: string;
  /** The process that answers. */
  readonly pid: number;
  readonly port: number;
  readonly path: string;
  /** Where its deliveries end up. */
  readonly table: string;
  readonly client: Client;
}

interface Measured {
  readonly perSecond: number;
  /** Processor time of the server for one delivery. Unlike the rate, it hardly depends on what else the machine is doing. Units: microseconds. */
  readonly cpuUs: number;
}

bench(async () => {
  const { pairs, seconds, profile } = readBenchOptions({ pairs: 7, seconds: 3 });
  say(`webhooks accepted per second, ${CONNECTIONS} connections, ${pairs} pairs of ${seconds} s; ${machine()}`);
  await withGround(async (ground) => {
    const { template, secret } = await vosoDelivery();
    say(
      `delivery: ${Buffer.byteLength(template.body)} bytes, an order of the practice Voso, every one another order; PostgreSQL with fsync`,
    );
    const load = startWorker('door/load.ts');
    ground.later(() => load.stop());
    const measure = loader(load, template, seconds);

    const web = await openDoor(ground, 'web', { secret, shopUrl: 'http://127.0.0.1:4999', profile });
    const bare = await openBare(ground, web);
    report('door, ROLE=web', await compare(pairs, measure, web, bare), AIM);

    // The same process also works on what it stores while it answers: of an order it does not know yet it asks the platform, at the platform's pace.
    const practice = await startSandbox({ reviewMs: null, postmart: false });
    ground.later(() => practice.stop());
    const all = await openDoor(ground, 'all', { secret, shopUrl: practice.voso.url });
    const results = await compare(Math.max(5, pairs - 2), measure, all, bare, () => forgetWaiting(all)); // so that what is left has been dealt with
    report('door, ROLE=all', results);
    say(`  it dealt with ${number(await count(all.client, 'delivery'))} deliveries meanwhile`);
  });
});

async function openDoor(
  ground: Ground,
  role: 'web' | 'all',
  { secret, shopUrl, profile }: { secret: string; shopUrl: string; profile?: string },
): Promise<Door> {
  const program = await startProgram(ground, `program_${role}`, { role, flags: profiling(profile) });
  const connectionId = await connectShop(program, 'voso', { baseUrl: shopUrl, webhookSecret: secret });
  const client = new Client({ connectionString: program.databaseUrl });
  await client.connect();
  ground.later(() => client.end());
  return { name: role, pid: program.pid, port: program.port, path: `/webhooks/voso/${connectionId}`, table: 'delivery', client };
}

async function openBare(ground: Ground, beside: Door): Promise<Door> {
  await beside.client.query('create table bare_delivery (like delivery including all, foreign key (connection_id) references connection)');
  const bare = startWorker('door/bare.ts');
  ground.later(() => bare.stop());
  const { port } = await bare.ask<{ port: number }>({ databaseUrl: ground.postgres.url('program_web'), pool: 30 });
  return { ...beside, name: 'bare', pid: bare.pid, port, table: 'bare_delivery' };
}

async function compare(
  pairs: number,
  measure: (door: Door) => Promise<Measured>,
  ours: Door,
  control: Door,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<{ rates: Pair[]; cpu: Pair[] }> {
  const rates: Pair[] = [];
  const cpu: Pair[] = [];
  for (let pair = -1; pair < pairs; pair++) {
    const our = await measure(ours);
    await between();
    const other = await measure(control);
    if (pair < 0) continue; // the first pair only warms up
    rates.push({ ours: our.perSecond, control: other.perSecond });
    cpu.push({ ours: our.cpuUs, control: other.cpuUs });
  }
  return { rates, cpu };
}

function report(what: string, { rates, cpu }: { rates: Pair[]; cpu: Pair[] }, aim?: number): void {
  say(line(what, 'webhooks/s', verdictOf(rates), aim));
  say(line('  processor time of the server', 'µs each', verdictOf(cpu)));
}

function loader(worker: Worker, template: Template, seconds: number): (door: Door) => Promise<Measured> {
  let from = 1;
  return async ({ name, pid, port, path, table, client }) => {
    const cpuBefore = cpuMsOf(pid);
    const before = await count(client, table);
    const order: LoadOrder = { port, path, template, connections: CONNECTIONS, seconds, from };
    const answer = await worker.ask<LoadReport>(order);
    from = answer.next;
    const stored = (await count(client, table)) - before;
    // A door that says yes and stores nothing would be the fastest of all.
    if (answer.refused > 0 || stored !== answer.accepted) {
      throw new Error(`${name}: ${answer.accepted} accepted, ${answer.refused} refused, ${stored} stored`);
    }
    return { perSecond: answer.perSecond, cpuUs: ((cpuMsOf(pid) - cpuBefore) * 1000) / answer.accepted };
  };
}

async function count(client: Client, table: string): Promise<number> {
  const { rows } = await client.query<{ n: string }>(`select count(*) as n from ${table}`);
  return Number(rows[0]?.n);
}

/** What is still waiting would be worked on while the control is measured. */
async function forgetWaiting({ client }: Door): Promise<void> {
  await client.query(`delete from delivery where state = 'waiting'`);
}
