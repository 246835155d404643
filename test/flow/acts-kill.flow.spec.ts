import { execFile } from 'node:child_process';
import path from 'node:path';
import { Client } from 'pg';
import { rows, Transactions } from '../../src/shared/db';
import { newId } from '../../src/shared/kernel';
import { MANDATE } from '../support/app';
import { openAway, type Away } from '../support/program-home';

const root = path.resolve(__dirname, '../..');
const WRITES = 1_000;

describe('the chain of acts and kill -9', () => {
  let away: Away;
  beforeAll(async () => {
    away = await openAway();
  });
  afterAll(() => away?.close());

  /** What `npm run acts:verify` says. */
  const verify = (): Promise<{ readonly code: number; readonly said: string }> =>
    new Promise((resolve) => {
      const command = ['-r', path.join(root, 'scripts/register.js'), path.join(root, 'scripts/acts-verify.ts')];
      const env = { PATH: process.env.PATH ?? '', DATABASE_URL: away.app.databaseUrl };
      execFile(process.execPath, command, { cwd: root, env }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
      );
    });

  it(`[PD4] ${WRITES} writes, killed in the middle and sent again: one act for each, and the chain holds`, async () => {
    const { mai, producerId } = away;
    const officer = await away.app.person('officer');
    const proof = { method: 'app-tap', signerName: 'Vàng Thị Lan', signerRelation: 'self' };
    const mandate = await mai.post(`/api/v1/producers/${producerId}/mandates`, { ...MANDATE, proof, officerId: officer.accountId });
    const revoke = `/api/v1/producers/${producerId}/mandates/${mandate.body.id}/revoke`; // revoking again changes nothing, and is an act
    const due = Array.from({ length: WRITES }, () => newId());
    let lost = 0;
    const send = async (key: string): Promise<void> => {
      for (;;) {
        const status = await mai.post(revoke, {}, { key }).then(
          (answer) => answer.status,
          () => 0, // cut off: the same write again, once there is somebody
        );
        if (status === 200) return;
        lost++;
        await restarted;
      }
    };
    let restarted = Promise.resolve();
    const writer = async (): Promise<void> => {
      for (let next = due.shift(); next; next = due.shift()) {
        if (due.length === WRITES / 2) restarted = away.killAndRestart();
        await send(next);
      }
    };
    await Promise.all(Array.from({ length: 8 }, writer));
    expect(lost).toBeGreaterThan(0);

    const [counted] = await rows<{ acts: number }>(
      away.app.app.get(Transactions).reader,
      `select count(*)::int as acts from act where producer_id = $1 and what like '%revoke'`,
      [producerId],
    );
    expect(counted?.acts).toBe(WRITES);
    expect(await verify()).toEqual({ code: 0, said: expect.stringMatching(/^\d+ chains, \d+ acts, 0 faults, digest [0-9a-f]{64}\n$/) });
  });

  it('[PD4] one row changed by a hand in the database: the command names it and ends with 1', async () => {
    const client = new Client({ connectionString: away.app.databaseUrl });
    await client.connect();
    await client.query('set session_replication_role = replica');
    await client.query(`update act set changes = '[]' where chain_id = $1 and seq = 500`, [away.producerId]);
    await client.end();
    expect(await verify()).toEqual({ code: 1, said: expect.stringContaining(`FAULT ${away.producerId} 500 changed-row\n`) });
  });
});
