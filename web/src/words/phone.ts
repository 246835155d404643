import type { Words } from './language.svelte';

const vi = {
  title: 'Số điện thoại nhận tin',
  intro: 'Mã xác nhận và tin báo về đơn hàng, giấy tờ được gửi tới số này.',
  now: 'Số đang dùng',
  none: 'chưa có',
  fresh: 'Số mới',
  hint: 'Số di động của người đứng tên, ví dụ 0912 345 678.',
  missing: 'Ghi đủ số điện thoại.',
  saved: 'Đã đổi số. Tin sau sẽ gửi tới số mới.',
  what: 'Đổi số điện thoại nhận tin',
  change: 'Đổi số',
};

const en: typeof vi = {
  title: 'Phone for messages',
  intro: 'Codes and messages about orders and papers go to this number.',
  now: 'Number now',
  none: 'none yet',
  fresh: 'New number',
  hint: 'The mobile of who stands for the producer, such as 0912 345 678.',
  missing: 'Write the whole number.',
  saved: 'Changed. Messages go to the new number.',
  what: 'Change the phone for messages',
  change: 'Change it',
};

export const phoneWords: Words<typeof vi> = { vi, en };
