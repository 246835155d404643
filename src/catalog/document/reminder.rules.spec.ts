import { reminderVi } from './reminder.rules';

const base = { nameVi: 'Giấy chứng nhận OCOP', number: '12/QĐ-UBND', productName: 'Mật ong', endsOn: '2028-03-12' };

it('[CC4] a reminder says what to do and by when', () => {
  const end = (today: string): string => reminderVi({ ...base, kind: 'end', today });
  expect(end('2028-02-11')).toMatch(
    /^Giấy chứng nhận OCOP số 12\/QĐ-UBND của "Mật ong" còn 30 ngày, đến hết ngày 12\/03\/2028\. Xin cấp giấy mới/,
  );
  expect(end('2028-03-12')).toMatch(/hết hạn hôm nay/);
  expect(end('2028-03-13')).toMatch(/đã hết hạn ngày 12\/03\/2028/);
  const renewal = (today: string): string => reminderVi({ ...base, kind: 'renewal', today });
  expect(renewal('2027-11-13')).toMatch(/từ ngày 14\/09\/2027 đến hết ngày 13\/11\/2027/);
  expect(renewal('2027-11-14')).toMatch(/đã quá thời gian/);
});
