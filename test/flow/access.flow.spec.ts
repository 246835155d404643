import { ACCESS } from '../../src/people';
import { Transactions } from '../../src/shared/db';
import { ROLES, type Role } from '../../src/shared/http';
import { newId } from '../../src/shared/kernel';
import { MANDATE, openApp, type Person, type TestApp } from '../support/app';

const guarded = Object.entries(ACCESS).flatMap(([route, access]) => ('public' in access ? [] : [{ route, access }]));
const ofProducers = guarded.filter(({ route }) => route.includes(':producerId'));

describe('who may do what', () => {
  let app: TestApp;
  let producerId: string;
  /** Somebody of each role who has to do with the producer, and somebody of each role who has not. */
  let own: Record<Role, Person>;
  let strangers: Partial<Record<Role, Person>>;

  beforeAll(async () => {
    app = await openApp();
    own = {
      producer: await app.person('producer'),
      officer: await app.person('officer'),
      province: await app.person('province', '14'),
      operator: await app.person('operator'),
    };
    producerId = await app.producer(own.producer, '14');
    await own.producer.post(`/api/v1/producers/${producerId}/mandates`, { ...MANDATE, officerId: own.officer.accountId });
    strangers = {
      producer: await app.person('producer'),
      officer: await app.person('officer'),
      province: await app.person('province', '66'),
    };
    await app.producer(strangers.producer as Person, '14'); // they have producers of their own
    await app.producer(strangers.officer as Person, '14');
  });
  afterAll(() => app.close());

  /** Calls a route; ids other than the producer's are of nothing. No body: what is let in is refused by validation at the latest. */
  const ask = async (route: string, caller: { call: Person['call'] }): Promise<{ status: number; code: string }> => {
    const [method = '', pattern = ''] = route.split(' ');
    const path = pattern.replace(':producerId', producerId).replace(/:[A-Za-z]+/g, () => newId());
    const { status, body } = await caller.call(method, path);
    return { status, code: String((body as { type?: string } | undefined)?.type ?? '').replace('urn:problem:', '') };
  };

  it.each(guarded.map(({ route }) => route))('[SP1] %s asks who you are', async (route) => {
    expect(await ask(route, app)).toEqual({ status: 401, code: 'unauthenticated' });
  });

  it.each(ofProducers.map(({ route }) => route))(
    '[SP1] %s does not exist for those who have nothing to do with the producer',
    async (route) => {
      for (const stranger of Object.values(strangers)) expect(await ask(route, stranger)).toEqual({ status: 404, code: 'not-found' });
    },
  );

  // Logging out would end the session the other rows need.
  it.each(guarded.filter(({ route }) => route !== 'DELETE /api/v1/session'))(
    '[SP1] $route lets in $access.allow and nobody else',
    async ({ route, access }) => {
      for (const role of ROLES) {
        const { status, code } = await ask(route, own[role]);
        if (access.allow.includes(role)) {
          expect([401, 403, 500]).not.toContain(status);
          expect(status).toBeLessThan(600);
        } else {
          expect({ role, status, code }).toEqual({ role, status: 403, code: 'forbidden' });
        }
        // What an allowed call did to the membership is put right for the next row.
        if (route.includes('/members/'))
          await own.operator.call('PUT', `/api/v1/producers/${producerId}/members/${own.producer.accountId}`);
      }
    },
  );

  it('[SP1] a producer that does not exist and one of somebody else cannot be told apart', async () => {
    const stranger = strangers.producer as Person;
    const other = await stranger.get(`/api/v1/producers/${producerId}`);
    const none = await stranger.get(`/api/v1/producers/${newId()}`);
    expect({ ...other.body, instance: '' }).toEqual({ ...none.body, instance: '' });
  });

  it('[SP1] a membership of somebody who is not of the producer opens nothing, whoever wrote it', async () => {
    for (const stranger of [strangers.officer, strangers.province]) {
      const wrong = [producerId, stranger?.accountId];
      await app.app.get(Transactions).reader.query('insert into membership (producer_id, account_id) values ($1, $2)', wrong);
      expect((await stranger?.get(`/api/v1/producers/${producerId}`))?.status).toBe(404);
      expect((await stranger?.get<{ items: { id: string }[] }>('/api/v1/producers'))?.body.items.map((item) => item.id)).not.toContain(
        producerId,
      );
      await app.app.get(Transactions).reader.query('delete from membership where producer_id = $1 and account_id = $2', wrong);
    }
  });
});
