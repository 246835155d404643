import { FakeClock, newId } from '../../src/shared/kernel';
import { openApp, PASSWORD, type TestApp } from '../support/app';

describe('people', () => {
  const clock = new FakeClock();
  let app: TestApp;
  beforeAll(async () => {
    app = await openApp({}, { clock });
  });
  afterAll(() => app.close());

  it('somebody logs in, is known, logs out and is unknown, with the old cookie too', async () => {
    const mai = await app.person('producer');

    const who = await mai.get('/api/v1/session');
    expect(who.body).toMatchObject({ accountId: mai.accountId, role: 'producer', producers: [] });

    expect((await mai.call('DELETE', '/api/v1/session')).status).toBe(204);
    expect((await mai.get('/api/v1/session')).body).toMatchObject({ type: 'urn:problem:unauthenticated' });
  });
});
