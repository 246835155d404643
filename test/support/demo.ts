import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readEnv } from '../../config/env';
import { createApp } from '../../src/program';
import { createLogger } from '../../src/shared/http';

const ROOT = path.resolve(__dirname, '../..');

/** The demonstration as people start it, in a process group of its own. */
export interface DemoRun {
  readonly ended: Promise<number | null>;
  readonly output: () => string;
  /** Waits for one of these lines. Answers false when the process has ended without. */
  printed(texts: readonly string[]): Promise<boolean>;
  /** kill -9 of the demonstration's own process, or of everything that it has started as well. */
  kill(what: 'program' | 'everything'): Promise<void>;
}

const running = new Set<ChildProcess>();

export function startDemo(args: readonly string[]): DemoRun {
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts/demo.js'), ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  let output = '';
  let look = (): void => undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += String(data);
      look();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  void ended.then(() => running.delete(child));
  return {
    ended,
    output: () => output,
    printed: (texts) =>
      new Promise((resolve) => {
        look = () => {
          if (texts.some((text) => output.includes(text))) resolve(true);
        };
        look();
        void ended.then(() => resolve(false));
      }),
    async kill(what) {
      kill(child, what);
      await ended;
    },
  };
}

function kill(child: ChildProcess, what: 'program' | 'everything'): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  process.kill(what === 'everything' ? -child.pid : child.pid, 'SIGKILL');
}

/** Ends what a failed test has left behind. */
export function endDemos(): void {
  for (const child of running) kill(child, 'everything');
}

/** A folder that the account of the database can enter as well. */
export function scratch(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-demo-'));
  fs.chmodSync(folder, 0o755);
  return folder;
}

type Row = Record<string, unknown>;

/** Everything that people can see of the demonstration's data, without ids and times: what must be the same however often it was interrupted. */
export async function shownState(dataDir: string, practice: readonly string[]): Promise<unknown> {
  const env = readEnv({
    ...{ HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, ALLOW_LOOPBACK_PLATFORMS: 'true' },
    REQUESTS_PER_MINUTE: '60000', // as the demonstrations before it, whose requests of this minute count as well
  });
  const app = await createApp(env, { log: createLogger('silent'), docs: false });
  try {
    return { ours: await ourState(env.PUBLIC_URL ?? ''), practice: await Promise.all(practice.map(practiceState)) };
  } finally {
    await app.close();
  }
}

async function ourState(url: string): Promise<unknown> {
  const session = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone: '+84900000001', password: 'len-san-minh-hoa' }),
  });
  const cookie = (session.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const get = async <T>(path: string): Promise<T> => (await (await fetch(`${url}${path}`, { headers: { cookie } })).json()) as T; // the test says what it reads
  const list = async (path: string): Promise<Row[]> => (await get<{ items: Row[] }>(`${path}?limit=100`)).items;
  const producers = await list('/api/v1/producers');
  return Promise.all(
    sorted(producers, 'name').map(async ({ id, name, isDemonstration }) => {
      const home = `/api/v1/producers/${String(id)}`;
      const products = sorted(await list(`${home}/products`), 'name').map(async (product) => {
        const here = `${home}/products/${String(product.id)}`;
        const certificates = await get<{ items: Row[] }>(`${here}/certificates`);
        return {
          ...only(product, ['name', 'description', 'isDemonstration']),
          skus: (product.packs as Row[]).map((pack) => pack.sku),
          photos: (product.photoIds as string[]).length,
          certificates: certificates.items.map((certificate) => only(certificate, ['number', 'state'])),
          stock: only(await get<Row>(`${here}/stock`), ['onHand', 'promised', 'available']),
          ledger: (await list(`${here}/stock/moves`)).map((move) => only(move, ['kind', 'onHandChange', 'promisedChange'])),
        };
      });
      const listings = sorted(await list(`${home}/listings`), 'sku', 'platform').map((listing) =>
        only(listing, ['sku', 'platform', 'state', 'share', 'shown']),
      );
      const orders = (await list(`${home}/orders`)).map((order) => ({
        ...only(order, ['platform', 'stage', 'trouble']),
        lines: (order.lines as Row[]).map((line) => only(line, ['sku', 'quantity', 'confirmedQuantity'])),
        acts: (order.acts as Row[]).map((act) => only(act, ['kind', 'state'])),
      }));
      return { name, isDemonstration, products: await Promise.all(products), listings, orders: sorted(orders, 'platform', 'stage') };
    }),
  );
}

async function practiceState(url: string): Promise<unknown> {
  const { products, orders } = (await (await fetch(`${url}/__sim/state`)).json()) as { products: Row[]; orders: Row[] };
  return {
    products: sorted(products, 'sku').map((product) => only(product, ['sku', 'onSale', 'sellable', 'reserved'])),
    orders: orders.map((order) => only(order, ['status', 'cancelledBy', 'lines'])),
  };
}

function only(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.map((name) => [name, row[name]]));
}

function sorted<T extends Row>(rows: readonly T[], ...names: readonly string[]): T[] {
  const key = (row: T): string => names.map((name) => String(row[name])).join(' ');
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
