import { spawn } from 'node:child_process';
import path from 'node:path';
import { until } from '../support/market';
import { freePort } from '../support/port';

const root = path.resolve(__dirname, '../..');

describe('the practice platforms, as somebody else uses them', () => {
  it('[AD3] run by one command, with a clock that can be set and faults that can be switched on', async () => {
    const [voso, postmart, phones] = [await freePort(), await freePort(), await freePort()];
    const child = spawn(
      'npm',
      [
        'run',
        '--silent',
        'sandbox',
        '--',
        '--voso-port',
        String(voso),
        '--postmart-port',
        String(postmart),
        '--phones-port',
        String(phones),
      ],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      },
    );
    try {
      for (const [port, login] of [
        [voso, '/v2/user/Login'],
        [postmart, '/customer-partner/GetAccessToken'],
      ] as const) {
        const control = `http://127.0.0.1:${port}/__sim`;
        const post = async <T>(name: string, body: unknown): Promise<T> => {
          const answer = await fetch(`${control}/${name}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          });
          return (await answer.json()) as T;
        };
        const before = await until(
          'the practice platform',
          async () => (await (await fetch(`${control}/clock`)).json()) as { now: string },
        );
        const after = await post<{ now: string }>('clock', { advance: 86_400_000 });
        expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(86_400_000);
        const { active } = await post<{ active: Record<string, unknown> }>('faults', { 'bad-gateway': { times: 1, match: { path: '/' } } });
        expect(Object.keys(active)).toEqual(['bad-gateway']);
        const broken = await fetch(`http://127.0.0.1:${port}${login}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{}',
        });
        expect(broken.status).toBe(502);
        expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
      }
    } finally {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    }
  });
});
