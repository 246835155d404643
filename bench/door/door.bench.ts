import { Client } from 'pg';
import { startWorker, type Worker } from '../support/children';
import { cpuMsOf } from '../support/cpu';
import { line, machine, number, say, verdictOf, type Pair } from '../support/figures';
import { bench, withGround } from '../support/ground';
import { profiling, readBenchOptions } from '../support/options';
import { connectShop, startProgram, type Program } from '../support/program';
import { vosoDelivery } from './deliveries';
import type { LoadOrder, LoadReport, Template } from './load';

const CONNECTIONS = 16;
const AIM = 0.6;

/** A door that is measured: where it is and which table it fills. */
interface Door {
  readonly name: string;
  /** The process that answers. */
  readonly pid: number;
  readonly port: number;
  readonly path: string;
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

    const web = await startProgram(ground, 'web', {
      role: 'web',
      flags: profiling(profile),
    });
    const connectionId = await connectShop(web, 'voso', { baseUrl: 'http://127.0.0.1:9', webhookSecret: secret });
    const client = await connected(web);
    ground.later(() => client.end());
    await client.query('create table bare_delivery (like delivery including all, foreign key (connection_id) references connection)');
    const bare = startWorker('door/bare.ts');
    ground.later(() => bare.stop());
    const { port } = await bare.ask<{ port: number }>({ databaseUrl: web.databaseUrl, pool: 30 });

    const path = `/webhooks/voso/${connectionId}`;
    const ours: Door = { name: 'program', pid: web.pid, port: web.port, path, table: 'delivery', client };
    const control: Door = { name: 'bare', pid: bare.pid, port, path, table: 'bare_delivery', client };
    const measured: Pair[] = [];
    const cpu: Pair[] = [];
    for (let pair = -1; pair < pairs; pair++) {
      const found = { ours: await measure(ours), control: await measure(control) };
      if (pair < 0) continue; // the first pair only warms up
      measured.push({ ours: found.ours.perSecond, control: found.control.perSecond });
      cpu.push({ ours: found.ours.cpuUs, control: found.control.cpuUs });
    }
    say(measured.map((pair) => `  ${number(pair.ours)} / ${number(pair.control)} = ${(pair.ours / pair.control).toFixed(2)}`).join('\n'));
    say(line('door, ROLE=web', 'webhooks/s', verdictOf(measured), AIM));
    say(line('  processor time of the server', 'µs each', verdictOf(cpu)));
  });
});

function loader(worker: Worker, template: Template, seconds: number): (door: Door) => Promise<Measured> {
  let from = 1;
  return async ({ name, pid, port, path, table, client }) => {
    const cpuBefore = cpuMsOf(pid);
    const before = await count(client, table);
    const order: LoadOrder = { port, path, template, connections: CONNECTIONS, seconds, from };
    const report = await worker.ask<LoadReport>(order);
    from = report.next;
    const stored = (await count(client, table)) - before;
    // A door that says yes and stores nothing would be the fastest of all.
    if (report.refused > 0 || stored !== report.accepted) {
      throw new Error(`${name}: ${report.accepted} accepted, ${report.refused} refused, ${stored} stored`);
    }
    return { perSecond: report.perSecond, cpuUs: ((cpuMsOf(pid) - cpuBefore) * 1000) / report.accepted };
  };
}

async function connected(program: Program): Promise<Client> {
  const client = new Client({ connectionString: program.databaseUrl });
  await client.connect();
  return client;
}

async function count(client: Client, table: string): Promise<number> {
  const { rows } = await client.query<{ n: string }>(`select count(*) as n from ${table}`);
  return Number(rows[0]?.n);
}
