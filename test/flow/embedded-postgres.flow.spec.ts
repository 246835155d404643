import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/shared/db/embedded-postgres';
import { scratch } from '../support/demo';
import { until } from '../support/market';

const ROOT = path.resolve(__dirname, '../..');
const STARTER = `
  require('./scripts/register.js');
  const { startEmbeddedPostgres } = require('./src/shared/db/embedded-postgres.ts');
  startEmbeddedPostgres({ dir: process.argv[1], durable: false }).then((server) => { console.log('pid ' + server.pid); setInterval(() => 0, 1000); });
`;

/** A program that is killed at different moments of the start of its database. The next one must find its way, whatever is left. */
describe('the embedded database after a kill', () => {
  let folder: string;
  let dir: string;
  const children: ChildProcess[] = [];
  const servers: EmbeddedPostgres[] = [];

  const startProgram = (): { child: ChildProcess; printed: () => string } => {
    const child = spawn(process.execPath, ['-e', STARTER, dir], {
      cwd: ROOT,
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    let output = '';
    child.stdout?.on('data', (data) => (output += String(data)));
    return { child, printed: () => output };
  };
  const startHere = async (): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ dir, durable: false });
    servers.push(server);
    return server;
  };
  const kill9 = async (child: ChildProcess): Promise<void> => {
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  const answers = async (server: EmbeddedPostgres): Promise<boolean> => {
    const client = new Client({ connectionString: server.url() });
    await client.connect();
    const { rowCount } = await client.query('select 1');
    await client.end();
    return rowCount === 1;
  };
  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  beforeEach(() => {
    folder = scratch();
    dir = path.join(folder, 'postgres');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const server of servers.splice(0)) await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('[MJ4] killed while the data folder was being made: the next start makes it anew, and the half-made one is cleared away', async () => {
    const { child } = startProgram();
    const halfMade = (): string | undefined => fs.readdirSync(folder).find((name) => name.startsWith('postgres.new-'));
    await until('initdb at work', async () => halfMade() !== undefined && fs.existsSync(path.join(folder, halfMade()!, 'PG_VERSION')));
    await kill9(child);
    expect(fs.existsSync(dir)).toBe(false);

    expect(await answers(await startHere())).toBe(true);
    // The initdb of the killed program goes on by itself for a while; whoever starts after its end clears up.
    await until('only the folder itself', async () => {
      await startHere();
      return fs.readdirSync(folder).join() === 'postgres';
    });
  });

  it('[MJ4] a server whose program was killed is ended and another one started, and no server of a living program is', async () => {
    const first = startProgram();
    await until('a server', async () => first.printed().startsWith('pid '));
    const orphan = Number(first.printed().slice(4));
    const joined = await startHere();
    expect(joined).toMatchObject({ owned: false, pid: orphan });

    const commandOf = (pid: string): string => {
      try {
        return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return ''; // ended meanwhile
      }
    };
    const guard = fs
      .readdirSync('/proc')
      .find((pid) => commandOf(pid).startsWith('/bin/sh\0-c\0cat') && commandOf(pid).endsWith(`\0${orphan}\0`));
    process.kill(Number(guard), 'SIGKILL'); // nothing ends the server with its program any more
    await kill9(first.child);
    expect(isAlive(orphan)).toBe(true);

    const own = await startHere();
    expect(own.owned).toBe(true);
    expect(isAlive(orphan)).toBe(false);
    expect(await answers(own)).toBe(true);
  });

  it('[MJ4] killed before the database was made in its server: whoever joins makes it', async () => {
    const first = await startHere();
    await first.admin('drop database lensan');
    expect(await answers(await startHere())).toBe(true);
  });
});
