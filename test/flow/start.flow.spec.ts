import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { postgresFolder } from '../../src/program/data-folder';
import { cloneDatabase } from '../support/database';

const root = path.resolve(__dirname, '../..');
const program = [process.execPath, '-r', path.join(root, 'scripts/register.js'), path.join(root, 'src/main.ts')];

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Running {
  readonly ended: Promise<Ended>;
  /** Answers what follows this text on its line, when the program has printed the line. */
  printed(text: string): Promise<string>;
  kill(signal: NodeJS.Signals): void;
}

/** The real program as a process of its own. Nothing of our own environment reaches it but PATH. */
function start(args: readonly string[], env: Readonly<Record<string, string>>, command: readonly string[] = program): Running {
  const [executable = '', ...before] = command;
  const child = spawn(executable, [...before, ...args], { cwd: root, env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'silent', ...env } });
  let [out, err] = ['', ''];
  const waiting: { text: string; resolve: (rest: string) => void; reject: (error: Error) => void }[] = [];
  const restOf = (text: string): string | undefined => out.split(text)[1]?.match(/^(.*)\n/)?.[1];
  child.stdout.on('data', (data) => {
    out += String(data);
    for (const { text, resolve } of waiting) {
      const rest = restOf(text);
      if (rest !== undefined) resolve(rest);
    }
  });
  child.stderr.on('data', (data) => (err += String(data)));
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, out, err })));
  void ended.then(() => waiting.forEach(({ reject }) => reject(new Error(`ended before: ${err}`))));
  return {
    ended,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const rest = restOf(text);
        if (rest !== undefined) resolve(rest);
        else waiting.push({ text, resolve, reject });
      }),
    kill: (signal) => void child.kill(signal),
  };
}

describe('starting the program', () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-start-'));
    fs.chmodSync(folder, 0o755);
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** One sentence, one line, nothing else; and the code says that it failed. */
  const expectSentence = (ended: Ended, code: number, said: RegExp): void => {
    expect({ ...ended, lines: ended.err.trimEnd().split('\n').length }).toMatchObject({ code, out: '', lines: 1 });
    expect(ended.err).toMatch(said);
  };

  it('[MJ4] --help says how to use it', async () => {
    const ended = await start(['--help'], {}).ended;
    expect(ended).toMatchObject({ code: 0, err: '' });
    for (const option of ['--port', '--role', '--data-dir', 'PORT']) expect(ended.out).toContain(option);
  });

  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['an option that does not exist', ['--prot', '80'], {}, /^Tuỳ chọn không đúng: .*--prot.* \/ wrong option/],
    ['a word that is no option', ['chay'], {}, /^Tuỳ chọn không đúng: .*chay/],
    ['an option without its value', ['--port'], {}, /^Tuỳ chọn không đúng: .*--port/],
    ['a port that is no number', ['--port', 'tám mươi'], {}, /^Cài đặt không đúng: .*PORT/],
    ['a role that does not exist', [], { ROLE: 'boss' }, /^Cài đặt không đúng: .*ROLE/],
    ['several wrong settings', [], { PORT: '70000', DATABASE_URL: 'mysql://x' }, /DATABASE_URL.*PORT|PORT.*DATABASE_URL/],
  ])('[MJ4] %s: one sentence, exit code 2', async (_, args, env, said) => {
    expectSentence(await start(args, { DATA_DIR: path.join(folder, 'never'), ...env }).ended, 2, said);
    expect(fs.existsSync(path.join(folder, 'never'))).toBe(false);
  });

  it('[MJ4] a taken port: one sentence', async () => {
    const database = await cloneDatabase();
    const other = net.createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo; // a TCP server's address is no text
    try {
      const ended = await start(['--port', String(port)], { DATABASE_URL: database.url, DATA_DIR: path.join(folder, 'taken') }).ended;
      expectSentence(ended, 1, new RegExp(`^Cổng ${port} đang có chương trình khác dùng`));
    } finally {
      other.close();
      await database.drop();
    }
  });

  it('[MJ4] an address that is not of this machine: one sentence', async () => {
    const database = await cloneDatabase();
    try {
      const ended = await start(['--host', '192.0.2.1', '--port', '0'], { DATABASE_URL: database.url, DATA_DIR: path.join(folder, 'host') })
        .ended;
      expectSentence(ended, 1, /^Máy này không có địa chỉ 192\.0\.2\.1/);
    } finally {
      await database.drop();
    }
  });

  it('[MJ4] a database that does not answer: one sentence, without the password', async () => {
    const ended = await start([], { DATABASE_URL: 'postgres://ai:matkhau@127.0.0.1:1/len_san', DATA_DIR: path.join(folder, 'unreachable') })
      .ended;
    expectSentence(ended, 1, /^Không kết nối được cơ sở dữ liệu ở 127\.0\.0\.1:1 \(ECONNREFUSED\)/);
    expect(ended.err).not.toContain('matkhau');
  });

  it('[MJ4] a database that refuses us: one sentence', async () => {
    const wrong = new URL(process.env.TEST_POSTGRES_URL ?? '');
    wrong.password = 'sai';
    const missing = new URL(process.env.TEST_POSTGRES_URL ?? '');
    missing.pathname = '/khong_co';
    for (const url of [wrong, missing]) {
      const ended = await start([], { DATABASE_URL: url.toString(), DATA_DIR: path.join(folder, 'refused') }).ended;
      expectSentence(ended, 1, /^Cơ sở dữ liệu ở 127\.0\.0\.1:\d+ từ chối/);
    }
  });

  it('[MJ4] a data folder that cannot be made: one sentence', async () => {
    const file = path.join(folder, 'a-file');
    fs.writeFileSync(file, '');
    expectSentence(await start(['--port', '0'], { DATA_DIR: path.join(file, 'data') }).ended, 1, /thư mục dữ liệu/);
  });

  // A small disk of our own needs mount rights; only root has them without further ado.
  const canMount = process.platform === 'linux' && spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', os.tmpdir()]).status === 0;
  (canMount ? it : it.skip)('[MJ4] a full disk: one sentence', async () => {
    const disk = path.join(folder, 'disk');
    fs.mkdirSync(disk);
    const mount = `mount -t tmpfs -o size=16m,mode=755 tmpfs "${disk}" && exec "$@"`;
    const ended = await start(['--port', '0'], { DATA_DIR: path.join(disk, 'data') }, [
      'unshare',
      '-m',
      'sh',
      '-c',
      mount,
      'sh',
      ...program,
    ]).ended;
    expectSentence(ended, 1, /^Ổ đĩa đã đầy/);
  });

  it('starts with nothing but a folder, answers, and stops cleanly with its database on SIGTERM', async () => {
    const data = path.join(folder, 'data');
    const running = start(['--port', '0'], { DATA_DIR: data });
    const port = await running.printed('Lên Sàn: http://127.0.0.1:');
    const document = (await (await fetch(`http://127.0.0.1:${port}/api/openapi.json`)).json()) as { paths: Record<string, unknown> }; // made when it is asked for
    expect(Object.keys(document.paths)).toContain('/api/v1/session');
    expect((await fetch(`http://127.0.0.1:${port}/api/docs`)).status).toBe(200);
    running.kill('SIGTERM');
    const ended = await running.ended;

    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(fs.existsSync(path.join(data, 'postgres', 'PG_VERSION'))).toBe(true);
    expect(fs.existsSync(path.join(data, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  (process.getuid?.() === 0 ? it : it.skip)(
    'as root, with a data folder only root may enter, the database finds a place of its own',
    async () => {
      const closed = path.join(folder, 'closed');
      fs.mkdirSync(closed, { mode: 0o700 });
      const place = path.dirname(postgresFolder(path.join(closed, 'data')));
      try {
        const running = start(['--port', '0'], { DATA_DIR: path.join(closed, 'data') });
        await running.printed('Lên Sàn: http://127.0.0.1:');
        running.kill('SIGTERM');
        expect(await running.ended).toMatchObject({ code: 0, err: '' });
        expect(place.startsWith('/var/tmp/len-san-')).toBe(true);
        expect(fs.existsSync(path.join(place, 'postgres', 'PG_VERSION'))).toBe(true);
      } finally {
        fs.rmSync(place, { recursive: true, force: true });
      }
    },
  );
});
