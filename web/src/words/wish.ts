import type { Words } from './language.svelte';

const vi = {
  title: 'Tự đăng bán khi đủ điều kiện',
  hint: 'Giấy tờ được kiểm tra xong là hàng tự lên sàn, anh/chị không phải làm gì thêm. Đổi ý lúc nào cũng được.',
  hintOfficer: 'Khi đủ điều kiện, hệ thống gửi đề nghị để chủ thể đồng ý rồi mới đăng.',
  at: (shop: string) => `Bán trên ${shop}`,
  agree: (platform: string) => `Chọn là đồng ý cho gửi thông tin sang ${platform}. Đọc toàn văn`,
  notAgreed: 'Chủ thể chưa đồng ý cho gửi thông tin sang sàn này.',
  signer: (name: string, relation: string) => `Người đồng ý: ${name}, ${relation}.`,
  what: (name: string) => `Tự đăng bán ${name} khi đủ điều kiện`,
  whatAgree: (count: number) => `Đồng ý cho gửi thông tin sang ${count} sàn`,
  whatBack: (name: string) => `Thôi tự đăng bán ${name}`,
  will: (shops: string) => `Sẽ tự lên ${shops} khi đủ điều kiện.`,
  everywhere: 'mọi sàn',
  by: (name: string, time: string) => `${name} chọn ${time}.`,
  stopped: 'Chưa tự đăng được.',
  back: 'Thôi, để tôi tự đăng',
  isBack: 'Đã thôi. Khi nào muốn bán, anh/chị tự bấm đăng.',
  choose: 'Tự đăng khi đủ điều kiện',
  save: 'Đồng ý, tự đăng khi đủ điều kiện',
  saved: 'Đã ghi. Đủ điều kiện là hàng tự lên sàn.',
};

const en: typeof vi = {
  title: 'On sale by itself when ready',
  hint: 'Once the papers are checked it goes on sale by itself. You may change your mind at any time.',
  hintOfficer: 'When it is ready, the producer is asked and it goes on sale after that.',
  at: (shop) => `Sell at ${shop}`,
  agree: (platform) => `To choose it is to agree that ${platform} gets the information. Read the text`,
  notAgreed: 'The producer has not agreed that this platform gets anything.',
  signer: (name, relation) => `Who agrees: ${name}, ${relation}.`,
  what: (name) => `Sell ${name} by itself when ready`,
  whatAgree: (count) => `Agree to inform ${count} platforms`,
  whatBack: (name) => `Do not sell ${name} by itself`,
  will: (shops) => `Goes on sale at ${shops} by itself when ready.`,
  everywhere: 'every platform',
  by: (name, time) => `${name} chose so ${time}.`,
  stopped: 'It does not go on sale by itself.',
  back: 'No, I publish it myself',
  isBack: 'Taken back. Publish it when you like.',
  choose: 'Sell by itself when ready',
  save: 'Agree, sell by itself when ready',
  saved: 'Noted. It goes on sale once it is ready.',
};

export const wishWords: Words<typeof vi> = { vi, en };
