import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startPhones, type PhoneMessage, type RunningPhones } from '.';

describe('the practice phones', () => {
  let phones: RunningPhones;
  beforeAll(async () => {
    phones = await startPhones();
  });
  afterAll(() => phones.stop());

  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(`${phones.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const page = async (path: string): Promise<string> => (await fetch(`${phones.url}${path}`)).text();
  const of = async (phone: string): Promise<PhoneMessage[]> =>
    (await (await fetch(`${phones.url}/__sim/messages?phone=${encodeURIComponent(phone)}`)).json()) as PhoneMessage[];

  it('show a message as text on the screen of its number and of no other', async () => {
    expect(await page('/')).toContain('Chưa có tin nhắn nào');
    const sent = await post('/messages', { id: 'a', to: '+84912000001', text: 'Ma 123456 <script>' });
    expect([sent.status, await sent.json()]).toEqual([200, { id: expect.stringMatching(/^SMS/) }]);
    expect(await page('/may/+84912000001')).toContain('Ma 123456 &lt;script&gt;');
    expect(await page('/may/+84912000002')).not.toContain('123456');
    expect(await page('/')).toContain('+84912000001');
  });

  it('hand an answer of the form over with the secret, and say when nobody takes it', async () => {
    const heard: { secret: unknown; body: string }[] = [];
    const program = createServer((request, response) => {
      let body = '';
      request.on('data', (piece) => (body += String(piece)));
      request.on('end', () => {
        heard.push({ secret: request.headers['x-sms-secret'], body });
        response.statusCode = heard.length === 1 ? 503 : heard.length === 2 ? 200 : 401;
        response.end();
      });
    });
    await new Promise<void>((resolve) => program.listen(0, '127.0.0.1', resolve));
    const { port } = program.address() as AddressInfo;
    await post('/__sim/setting', {
      answerTo: `http://127.0.0.1:${port}/webhooks/sms`,
      secret: 'bí mật thực hành'.normalize('NFD').replace(/[^ -~]/g, ''),
    });
    const form = {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'text=KH%C3%94NG',
      redirect: 'manual',
    } as const;
    expect((await fetch(`${phones.url}/may/+84912000003/tra-loi`, form)).status).toBe(303);
    expect(heard).toHaveLength(2);
    expect(JSON.parse(heard[1]?.body ?? '')).toEqual({ id: expect.any(String), from: '+84912000003', text: 'KHÔNG' });
    expect(heard[1]?.secret).toBe('bi mat thuc hanh');
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual(JSON.parse(heard[1]?.body ?? ''));

    expect(await (await post('/__sim/answers', { from: '+84912000003', text: 'x' })).json()).toEqual({ isDelivered: false });
    expect(await of('+84912000003')).toMatchObject([
      { way: 'out', text: 'KHÔNG', isDelivered: true },
      { text: 'x', isDelivered: false },
    ]);
    await new Promise((resolve) => program.close(resolve));
  });

  it('fail on demand, and refuse what is no message', async () => {
    await post('/__sim/faults', { next: ['refuse', 'say-no', 'take-and-drop'] });
    const message = { id: 'b', to: '+84912000004', text: 'a' };
    expect((await post('/messages', message)).status).toBe(503);
    expect(await (await post('/messages', message)).json()).toEqual({ error: expect.any(String) });
    expect(await of('+84912000004')).toHaveLength(0);
    await expect(post('/messages', message)).rejects.toThrow();
    expect(await of('+84912000004')).toHaveLength(1);
    expect((await post('/messages', { ...message, to: 'ai' })).status).toBe(400);
    expect((await post('/messages', { ...message, text: 'a'.repeat(1601) })).status).toBe(400);
    expect((await post('/__sim/faults', { next: ['x'] })).status).toBe(400);
  });
});
