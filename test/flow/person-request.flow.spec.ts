import { FakeClock, newId } from '../../src/shared/kernel';
import { MANDATE, openApp, type Json, type Person, type TestApp } from '../support/app';

const MONDAY = new Date('2026-11-23T02:00:00Z');
const DAY = 86_400_000;

describe('[SP3] what a person asks for of the own data', () => {
  const clock = new FakeClock(MONDAY);
  let app: TestApp;
  let lan: Person;
  let operator: Person;
  let office: Person;
  let home: string;
  beforeAll(async () => {
    app = await openApp({}, { clock });
    lan = await app.person('producer');
    operator = await app.person('operator');
    office = await app.person('province', '08');
    home = `/api/v1/producers/${await app.producer(lan, '08')}`;
  });
  afterAll(() => app.close());

  const ask = (who: Person, body: object = {}) => who.post(`${home}/requests`, { kind: 'see', requesterName: 'Vàng Thị Lan', ...body });
  const open = async (who: Person, query = ''): Promise<Json[]> => (await who.get(`/api/v1/requests${query}`)).body.items;

  it('has the limits of the law: two working days to say that it came, ten to thirty days to answer, longer through somebody else', async () => {
    const officer = await app.person('officer');
    const granted = await lan.post(`${home}/mandates`, {
      ...MANDATE,
      officerId: officer.accountId,
      proof: { method: 'app-tap', signerName: 'Lan', signerRelation: 'self' },
    });
    expect(granted.status).toBe(201);
    const limits = {
      see: [10, 15],
      correct: [10, 15],
      copy: [10, 15],
      restrict: [15, 20],
      object: [15, 20],
      withdraw: [15, 20],
      delete: [20, 30],
    };
    const after = (days: number): string => new Date(MONDAY.getTime() + days * DAY).toISOString().slice(0, 10);
    for (const [kind, [own = 0, through = 0]] of Object.entries(limits)) {
      const asked = await ask(lan, { kind });
      expect(asked.body).toMatchObject({
        kind,
        acknowledgeBy: '2026-11-25',
        dueBy: after(own),
        isThroughOthers: false,
      });
      const lift = async ({ body }: Json): Promise<unknown> => kind === 'restrict' && lan.post(`${home}/requests/${body.id}/lift`);
      await lift(asked);
      const others = await ask(officer, { kind });
      expect(others.body).toMatchObject({ kind, dueBy: after(through), isThroughOthers: true });
      await lift(others);
    }
    const friday = await ask(lan, { receivedOn: '2026-11-20' });
    expect(friday.body).toMatchObject({ receivedOn: '2026-11-20', acknowledgeBy: '2026-11-24', dueBy: '2026-11-30' });
    expect(await operator.post('/api/v1/public-holidays', { day: '2026-11-24', nameVi: 'Ngày nghỉ để thử' })).toMatchObject({
      status: 201,
    });
    expect((await ask(lan, { receivedOn: '2026-11-20' })).body.acknowledgeBy).toBe('2026-11-25');
    const { items } = (await lan.get('/api/v1/public-holidays')).body;
    const found = (day: string): Json => items.find((one: Json) => one.day === day);
    expect(found('2027-02-08')).toMatchObject({ nameVi: 'Tết Nguyên đán Đinh Mùi', source: expect.stringContaining('dự kiến') });
    expect(found('2027-04-16')?.source).toBe('Bộ luật Lao động 2019, Điều 112');
    expect(await ask(lan, { receivedOn: '2026-11-24' })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/receivedOn' }] } });
  });

  it('stands in the work list by deadline, overdue from the day after, and keeps its answer', async () => {
    const first = (await ask(lan, { kind: 'correct', text: 'Sửa tên' })).body;
    const mine = async (query = ''): Promise<Json> => (await open(office, query)).find((one) => one.id === first.id);
    expect(await mine()).toMatchObject({ state: 'open', isOverdue: false });
    const days = (await open(operator, '?limit=100')).map((one) => one.dueBy);
    expect(days).toEqual([...days].sort());

    clock.advance(Date.parse('2026-11-26T16:59:59Z') - clock.now().getTime()); // the last second of the 26th in Vietnam: the 24th was made a holiday
    [lan, operator, office] = [await app.logIn(lan), await app.logIn(operator), await app.logIn(office)];
    expect((await mine())?.isOverdue).toBe(false);
    clock.advance(1000);
    expect((await mine())?.isOverdue).toBe(true);
    expect(await mine('?overdue=true')).toBeDefined();
    expect((await office.post(`/api/v1/requests/${first.id}/acknowledge`)).body).toMatchObject({ state: 'acknowledged', isOverdue: false });
    expect(await mine('?overdue=true')).toBeUndefined();

    const done = await office.post(`/api/v1/requests/${first.id}/done`, { answer: 'Đã sửa tên theo căn cước.' });
    expect(done).toMatchObject({ status: 200, body: { state: 'done', answer: 'Đã sửa tên theo căn cước.' } });
    expect((await office.post(`/api/v1/requests/${first.id}/refuse`, { answer: 'Thôi' })).body.type).toBe('urn:problem:illegal-move');
    expect(await mine()).toBeUndefined();
    expect((await lan.get(`${home}/requests`)).body.items.find((one: Json) => one.id === first.id)).toMatchObject({ state: 'done' });
  });

  it('shows each province its own, and takes letters of buyers from the operator only', async () => {
    const { id } = (await ask(lan)).body;
    const far = await app.person('province', '66');
    expect(await open(far)).toEqual([]);
    expect((await far.post(`/api/v1/requests/${id}/acknowledge`)).status).toBe(404);
    const letter = { kind: 'delete', requesterName: 'Người mua', orderId: newId(), isThroughOthers: true };
    expect((await office.post('/api/v1/requests', letter)).status).toBe(403);
    const taken = await operator.post('/api/v1/requests', letter);
    expect(taken).toMatchObject({ status: 201, body: { orderId: letter.orderId, dueBy: '2026-12-27' } });
    expect((await open(office, '?limit=100')).some((one) => one.orderId !== null)).toBe(false);
    expect(await operator.post('/api/v1/requests', { ...letter, accountId: newId() })).toMatchObject({ status: 400 });
    expect(await operator.post('/api/v1/requests', { ...letter, orderId: undefined, accountId: newId() })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/accountId' }] },
    });
    expect((await operator.post(`/api/v1/requests/${taken.body.id}/done`, { answer: 'Xong' })).body.type).toBe('urn:problem:illegal-move');
    expect((await operator.post(`/api/v1/requests/${taken.body.id}/refuse`, { answer: 'Hoá đơn phải giữ 5 năm.' })).status).toBe(200);
  });

  it('gives the person a copy of everything that is kept of the people, and nobody else', async () => {
    const { body } = await lan.get(`${home}/person-data`);
    expect(Object.keys(body.data).sort()).toEqual([
      'consents',
      'looks',
      'mandates',
      'mergedProducers',
      'people',
      'producer',
      'requests',
      'sealed',
    ]);
    expect(body.data.people).toMatchObject([{ id: lan.accountId, phone: expect.stringContaining(lan.phone.slice(1)) }]);
    expect(body.data.requests.length).toBeGreaterThan(10);
    expect((await office.get(`${home}/person-data`)).status).toBe(403);
  });

  describe('has an effect', () => {
    const proof = { method: 'app-tap', signerName: 'Lan', signerRelation: 'self' };
    let officer: Person;
    beforeAll(async () => {
      [lan, officer] = [await app.logIn(lan), await app.person('officer')];
      home = `/api/v1/producers/${await app.producer(lan, '08')}`;
      expect((await lan.post(`${home}/mandates`, { ...MANDATE, proof, officerId: officer.accountId })).status).toBe(201);
    });
    const access = async (): Promise<[number, number]> => [
      (await officer.get(home)).status,
      (await officer.get('/api/v1/producers')).body.items.length,
    ];

    it('a restriction closes the door for officers from the moment of asking, answered or not, until the last one is lifted or refused', async () => {
      expect(await access()).toEqual([200, 1]);
      const brought = await ask(officer, { kind: 'restrict' });
      expect(brought).toMatchObject({ status: 201, body: { kind: 'restrict', state: 'open', liftedAt: null } });
      expect(await access()).toEqual([403, 0]);
      expect((await officer.get(home)).body.detail).toContain('hạn chế xử lý dữ liệu');
      const second = (await ask(lan, { kind: 'restrict' })).body;
      const done = await office.post(`/api/v1/requests/${brought.body.id}/done`, { answer: 'Đã dừng mọi việc xử lý.' });
      expect([done.status, await access()]).toEqual([200, [403, 0]]);
      const lift = `${home}/requests/${brought.body.id}/lift`;
      expect((await officer.post(lift)).status).toBe(403);
      expect((await lan.post(`/api/v1/producers/${newId()}/requests/${brought.body.id}/lift`)).status).toBe(404);
      expect((await lan.post(lift)).body).toMatchObject({ state: 'done', answer: 'Đã dừng mọi việc xử lý.', liftedAt: expect.any(String) });
      expect((await lan.post(lift)).status).toBe(200);
      expect(await access()).toEqual([403, 0]);
      expect((await office.post(`/api/v1/requests/${second.id}/refuse`, { answer: 'Đã có yêu cầu trước.' })).status).toBe(200);
      expect(await access()).toEqual([200, 1]);
      expect((await lan.post(`${home}/requests/${second.id}/lift`)).body.type).toBe('urn:problem:illegal-move');
    });

    it('one that was lifted before it was answered is answered by that', async () => {
      const { id } = (await ask(lan, { kind: 'restrict' })).body;
      expect((await office.post(`${home}/requests/${id}/lift`)).body).toMatchObject({
        state: 'done',
        answer: expect.stringContaining('thôi'),
      });
      expect(await access()).toEqual([200, 1]);
    });

    it('an objection that is granted ends what was agreed to for its purpose, and a refused one nothing', async () => {
      const consents = ['report-named', 'training-records'].map((purpose) => ({ purpose, textVersion: 1, agreed: true }));
      expect((await lan.post(`${home}/consents`, { consents, proof })).status).toBe(201);
      const counting = async (): Promise<string[]> =>
        (await lan.get(`${home}/consents`)).body.items.filter((one: Json) => one.counts).map((one: Json) => one.purpose as string);
      const before = await counting();
      const refused = (await ask(lan, { kind: 'object', purpose: 'report-named' })).body;
      await office.post(`/api/v1/requests/${refused.id}/refuse`, { answer: 'Luật buộc báo cáo.' });
      expect(await counting()).toEqual(before);
      const said = (await ask(lan, { kind: 'object', purpose: 'report-named' })).body;
      expect((await office.post(`/api/v1/requests/${said.id}/done`, { answer: 'Đã bỏ tên.' })).status).toBe(200);
      expect(await counting()).toEqual(before.filter((one) => one !== 'report-named'));

      const unsaid = (await ask(lan, { kind: 'withdraw' })).body;
      expect(await office.post(`/api/v1/requests/${unsaid.id}/done`, { answer: 'Xong.' })).toMatchObject({
        ...{ status: 400, body: { errors: [{ pointer: '/purpose' }] } },
      });
      expect((await lan.get(`${home}/requests`)).body.items.find((one: Json) => one.id === unsaid.id)).toMatchObject({ state: 'open' });
      const helping = { answer: 'Cán bộ không làm thay nữa.', purpose: 'officer-acts-for-me' };
      expect((await office.post(`/api/v1/requests/${unsaid.id}/done`, helping)).status).toBe(200);
      expect(await access()).toEqual([403, 0]);
    });
  });
});
