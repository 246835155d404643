import { newId } from '../../shared/kernel';
import { referenceAdapter } from '../conformance/reference';
import { SessionStore } from '../connection/session.store';
import { type PlatformAdapter, PlatformError } from '../contract';
import { SessionKeeper } from './session.keeper';
import { draft, GatewayBench, type Program } from '../../../test/support/gateway-bench';

describe('the token of a connection', () => {
  let bench: GatewayBench;
  beforeEach(async () => {
    bench = await GatewayBench.open();
  });
  afterEach(() => bench.close());

  const calls = async (programs: readonly Program[], id: string, each = 10): Promise<void> => {
    await Promise.all(
      programs.flatMap(({ gateway }) =>
        Array.from({ length: each }, async () => {
          const account = await gateway.account(id);
          expect(await account.listCategories()).toHaveLength(2);
        }),
      ),
    );
  };

  it('is asked for once when many calls start at the same time in two programs', async () => {
    const programs = [await bench.program(), await bench.program()];
    const id = await bench.shop(programs[0]!);

    await calls(programs, id);

    expect(bench.platform.logins).toBe(1);
  });

  it('is asked for once more when the platform ended it, and every call succeeds', async () => {
    const programs = [await bench.program(), await bench.program()];
    const id = await bench.shop(programs[0]!);
    await calls(programs, id);

    await bench.platform.expireTokens();
    await calls(programs, id);

    expect(bench.platform.logins).toBe(2);
  });

  it('is renewed before it ends, so that no call meets the end', async () => {
    const program = await bench.program();
    const id = await bench.shop(program);
    await calls([program], id, 1);
    await bench.pass(3_600_000 - 50_000);

    await calls([program], id, 5);

    expect(bench.platform.logins).toBe(2);
    await program.gateway.flushExchanges();
    expect(await bench.row('select 1 from exchange where failure is not null')).toEqual([]);
  });

  it('is taken from the row by a program that starts later', async () => {
    const first = await bench.program();
    const id = await bench.shop(first);
    await calls([first], id, 1);

    await calls([await bench.program()], id, 1);

    expect(bench.platform.logins).toBe(1);
  });

  it('lies in the row as a box that shows nothing', async () => {
    const program = await bench.program();
    const id = await bench.shop(program);
    await calls([program], id, 1);

    const [token] = bench.platform.state.tokens;
    const [row] = await bench.row<{ all: string; box: Buffer }>(
      'select connection::text as all, session_box as box from connection where id = $1',
      id,
    );
    expect(row!.box.toString('latin1')).not.toContain(token);
    expect(row!.all).not.toContain(Buffer.from(token!).toString('hex'));
    expect(row!.all).not.toContain(Buffer.from(bench.platform.credentials.password).toString('hex'));
  });

  it('a login that hangs in another program is waited for, and taken over when its lease ends', async () => {
    const program = await bench.program();
    const id = await bench.shop(program);
    await bench.row(
      "update connection set session_lease = $2, session_lease_until = clock_timestamp() + interval '400 milliseconds' where id = $1 returning 1",
      id,
      newId(),
    );
    const started = performance.now();

    await calls([program], id, 3);

    expect(performance.now() - started).toBeGreaterThan(350);
    expect(bench.platform.logins).toBe(1);
  });

  it('of credentials that were changed during the login never reaches the row', async () => {
    let logins = 0;
    let change: () => Promise<void> = async () => undefined;
    const adapter: PlatformAdapter = {
      ...referenceAdapter,
      login: async (access) => {
        const session = await referenceAdapter.login(access);
        logins += 1;
        if (logins === 1) await change();
        return session;
      },
    };
    const program = await bench.program({ adapter });
    const id = await bench.shop(program);
    change = async () => {
      await program.transactions.run((tx) => program.connections.change(tx, id, { credentials: { password: 'mat-khau-sai' } }));
    };

    await expect((await program.gateway.account(id)).listCategories()).rejects.toMatchObject({
      failure: { kind: 'unavailable', outcome: 'not-applied' },
    });

    expect(await bench.row('select session_box, session_lease from connection where id = $1', id)).toEqual([
      { session_box: null, session_lease: null },
    ]);
    await expect((await program.gateway.account(id)).listCategories()).rejects.toMatchObject({ failure: { kind: 'unauthorised' } });
  });

  it('that is refused right after the login is not renewed a second time', async () => {
    let asked = 0;
    const adapter: PlatformAdapter = {
      ...referenceAdapter,
      listCategories: async () => {
        asked += 1;
        throw new PlatformError({ kind: 'unauthorised' }, 'always');
      },
    };
    const program = await bench.program({ adapter });
    const id = await bench.shop(program);

    await expect((await program.gateway.account(id)).listCategories()).rejects.toMatchObject({ failure: { kind: 'unauthorised' } });

    expect([asked, bench.platform.logins]).toEqual([2, 2]);
  });

  it('a publication that was refused for its token is made once, with the new one', async () => {
    const program = await bench.program();
    const id = await bench.shop(program);
    const account = await program.gateway.account(id);
    await account.listCategories();
    await bench.platform.expireTokens();

    await account.publish(draft('MAT-ONG-1'), 'intent');

    expect(bench.platform.state.listings).toHaveLength(1);
  });

  it('wrong credentials are shown as trouble, not tried again by themselves, and cleared by the first success', async () => {
    const program = await bench.program();
    const id = await bench.shop(program, { credentials: bench.platform.wrongCredentials });
    const trouble = () => bench.row('select trouble, trouble_since is null as "isOver" from connection where id = $1', id);

    for (let tries = 0; tries < 5; tries++) {
      await expect((await program.gateway.account(id)).listCategories()).rejects.toMatchObject({ failure: { kind: 'unauthorised' } });
    }
    expect(bench.platform.logins).toBe(1);
    expect(await trouble()).toEqual([{ trouble: 'wrong-credentials', isOver: false }]);

    await program.transactions.run((tx) => program.connections.change(tx, id, { credentials: bench.platform.credentials }));
    await bench.row("update connection set trouble = 'wrong-credentials', trouble_since = now() where id = $1 returning 1", id);
    await (await program.gateway.account(id)).listCategories();
    expect(await trouble()).toEqual([{ trouble: null, isOver: true }]);
  });

  it('an operator who tries out a connection really logs in, even while a token is good', async () => {
    const program = await bench.program();
    const id = await bench.shop(program);
    await calls([program], id, 1);

    await program.gateway.tryOut(id);

    expect(bench.platform.logins).toBe(2);
  });

  it('is looked for in the row once, however many callers of one program wait for it', async () => {
    const program = await bench.program();
    const id = await bench.shop(program);
    const [row] = await bench.row<{ box: Buffer }>('select credentials_box as box from connection where id = $1', id);
    class CountingStore extends SessionStore {
      reads = 0;
      override read(connectionId: string) {
        this.reads += 1;
        return super.read(connectionId);
      }
    }
    const store = new CountingStore(() => program.transactions.reader);
    const login = async () => ({ token: 'mot-token', expiresAt: null });
    const { boxes, clock } = bench;
    const keeper = new SessionKeeper({
      connectionId: id,
      credentialsBox: () => row!.box,
      store,
      boxes,
      clock,
      stop: new AbortController().signal,
      login,
    });

    await Promise.all(Array.from({ length: 20 }, () => keeper.token()));

    expect(store.reads).toBe(1);
  });

  it('gets no lease for credentials that are not those of the row any more', async () => {
    const program = await bench.program();
    const id = await bench.shop(program);
    const store = new SessionStore(() => program.transactions.reader);
    const [row] = await bench.row<{ box: Buffer }>('select credentials_box as box from connection where id = $1', id);

    expect(await store.lease(id, newId(), Buffer.from('old'), 1_000)).toBeNull();
    expect(await store.lease(id, newId(), row!.box, 1_000)).not.toBeNull();
  });
});
