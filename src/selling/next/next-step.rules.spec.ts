import { smsLength } from '../../people';
import { DOERS, linkOf, STEP_CODES, tell, type StepFacts } from './next-step.rules';

const facts = (more: Partial<StepFacts>): StepFacts => ({
  ...{ code: 'product-none', deadline: null, name: null, place: null, count: 1, detail: null, endsOn: null },
  ...more,
});
const LONG = 'Mật ong hoa bạc hà cao nguyên đá Đồng Văn '.repeat(5).trim();

describe('a next step', () => {
  it.each(STEP_CODES.map((code) => [code]))('[N18] is told in one short message, however long the names are: %s', (code) => {
    const step = facts({
      code,
      name: LONG,
      place: LONG,
      detail: LONG,
      count: 12,
      endsOn: '2026-12-01',
      deadline: new Date('2026-11-22T07:05:00Z'),
    });
    const { whatVi, smsVi } = tell(step, `HTX ${LONG}`, '2026-11-22');
    expect(smsLength(smsVi)).toBeLessThanOrEqual(160);
    expect(smsVi).toMatch(/^HTX Mat ong hoa bac ha cao nguyen da.*: [A-Z0-9]/);
    expect(whatVi).not.toMatch(/undefined|null|NaN/);
    expect(linkOf(step)).toMatch(/^[a-z-]+$/);
  });

  it('[N18] keeps the hour in the short message and cuts the name', () => {
    const order = facts({ code: 'order-confirm', name: 'VS-1', place: LONG, count: 3, deadline: new Date('2026-11-22T07:05:00Z') });
    const { smsVi } = tell(order, 'HTX Bản Giốc', '2026-11-22');
    expect(smsVi).toMatch(/^HTX Ban Gioc: Nhan don VS-1 tren Mat ong .*\.\., 3 mon, truoc 14:05 22\/11\/26\.$/);
  });

  it('says of a paper whether there is time left', () => {
    const says = (today: string, code: 'paper-ends' | 'renewal-due'): string =>
      tell(facts({ code, place: 'giấy chứng nhận OCOP', name: 'Mật ong', endsOn: '2027-05-31' }), null, today).whatVi;
    expect(says('2027-05-31', 'paper-ends')).toBe('Giấy chứng nhận OCOP của Mật ong hết hạn ngày 31/05/2027: xin cấp và nộp giấy mới.');
    expect(says('2027-06-01', 'paper-ends')).toMatch(/đã hết hạn ngày 31\/05\/2027: nộp giấy mới ngay/);
    expect(says('2027-01-31', 'renewal-due')).toMatch(/đến hết ngày 31\/01\/2027\.$/);
    expect(says('2027-02-01', 'renewal-due')).toMatch(/^Đã quá ngày .* \(31\/01\/2027\): nộp ngay\.$/);
  });

  it('is for those who can do it: late work not for the officer whose it is', () => {
    expect(DOERS.officer.not).toContain('late-work');
    expect(DOERS.province.also).toContain('late-work');
    expect(DOERS.producer.who).toContain('officer');
  });
});
