import type { Words } from './language.svelte';

/** Trying everything out with a household that is none. */
const vi = {
  title: 'Tập dượt',
  intro:
    'Thử mọi việc với một hộ tập dượt của riêng anh/chị: đăng ký sản phẩm, chụp ảnh, đăng lên sàn thực hành, nhận đơn. Không có gì là thật.',
  safe: [
    'Chỉ lên sàn thực hành, không bao giờ lên sàn thật.',
    'Không gửi tin nhắn cho ai.',
    'Không tính vào số liệu nào, không ai khác nhìn thấy.',
  ],
  begin: 'Bắt đầu tập dượt',
  open: 'Vào hộ tập dượt',
  now: 'Đang tập dượt',
  nowHint: 'Dữ liệu đặt ra, chỉ lên sàn thực hành.',
  products: 'Sản phẩm tập dượt',
  papersHint: 'Hộ tập dượt không có ai xác nhận giấy tờ. Bấm để có giấy tờ đặt ra, đủ để lên sàn thực hành.',
  papers: 'Cho giấy tờ đặt ra',
  papersGiven: 'Đã có giấy tờ đặt ra.',
  noProducts: 'Chưa có sản phẩm nào. Vào hộ tập dượt để đăng ký thử một sản phẩm.',
  restart: 'Xoá hết, tập lại từ đầu',
  restartHint: 'Sản phẩm, tin đăng, đơn hàng của hộ tập dượt này biến mất, và anh/chị có một hộ trống mới.',
  restarted: 'Đã có hộ tập dượt mới.',
  code: (code: string) => `Đang tập dượt nên không gửi tin nhắn. Nhập mã ${code}.`,
};

const en: typeof vi = {
  title: 'Practice',
  intro:
    'Try everything with a household of your own that is none: register products, take photos, publish on practice platforms, take orders. Nothing is real.',
  safe: [
    'On practice platforms only, never on real ones.',
    'Nobody is sent a message.',
    'It counts in no figure, and nobody else sees it.',
  ],
  begin: 'Begin to practise',
  open: 'To the practice household',
  now: 'Practising',
  nowHint: 'Invented data, on practice platforms only.',
  products: 'Products to practise with',
  papersHint: 'Nobody verifies papers here. One tap gives invented ones, enough for the practice platforms.',
  papers: 'Give invented papers',
  papersGiven: 'Invented papers are there.',
  noProducts: 'No product yet. Register one in the practice household.',
  restart: 'Empty it and begin anew',
  restartHint: 'Its products, listings and orders disappear, and you get an empty household.',
  restarted: 'A new practice household is ready.',
  code: (code) => `You are practising, so no message is sent. Enter ${code}.`,
};

export const practiceWords: Words<typeof vi> = { vi, en };
