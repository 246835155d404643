import { number } from './format';
import type { Words } from './language.svelte';

const vi = {
  title: 'Số liệu',
  week: (day: string) => `Tuần ${day}`,
  from: (day: string) => `Từ ${day}`,
  total: 'Cộng',
  table: 'Xem bảng số',
  hide: 'Ẩn bảng số',
  orders: {
    title: 'Đơn hàng theo tuần',
    hint: 'Tuần tính từ thứ hai. Đơn bị huỷ không tính.',
    measure: 'Xem theo',
    measures: { orders: 'Số đơn', packs: 'Số gói', vnd: 'Tiền hàng' },
    said: (text: string, total: string) => `Biểu đồ cột: ${text}, cộng ${total}. Số của từng tuần nằm trong bảng.`,
    none: 'Chưa có đơn nào trong thời gian này. Khi có đơn, biểu đồ hiện ở đây.',
    weekHead: 'Tuần từ',
  },
  stock: {
    title: 'Kho và số các sàn đang hiện',
    hint: 'Số cuối mỗi ngày; hôm nay là số lúc này.',
    product: 'Sản phẩm',
    all: 'Tất cả sản phẩm',
    said: (days: number) => `Biểu đồ đường ${number(days)} ngày: hàng trong kho và số từng sàn hiện. Số của từng ngày nằm trong bảng.`,
    none: 'Chưa đếm kho nên chưa có gì để vẽ.',
    counted: 'Trong kho',
    promised: 'Khách đã đặt',
    dayHead: 'Ngày',
    unknown: 'chưa rõ',
  },
  pick: {
    title: 'Phiếu soạn hàng',
    hint: 'Hàng của các đơn đã nhận mà chưa giao bưu tá. Lấy đủ từng dòng rồi chia vào từng đơn.',
    day: 'Đơn đặt đến hết ngày',
    orders: (count: number) => `${number(count)} đơn`,
    none: 'Không có đơn nào chờ đóng gói.',
    toOrders: 'Xem đơn hàng',
    cut: 'Danh sách dài quá: giao xong phần này rồi mở lại.',
    picked: (name: string) => `Đã lấy ${name}`,
  },
};

const en: typeof vi = {
  title: 'Figures',
  week: (day) => `Week of ${day}`,
  from: (day) => `From ${day}`,
  total: 'Total',
  table: 'Show the table',
  hide: 'Hide the table',
  orders: {
    title: 'Orders by week',
    hint: 'Weeks begin on Monday. Cancelled orders do not count.',
    measure: 'Count',
    measures: { orders: 'Orders', packs: 'Packs', vnd: 'Money' },
    said: (text, total) => `Bars: ${text}, ${total} in total. The table has each week.`,
    none: 'No orders in this time yet. They will be drawn here.',
    weekHead: 'Week from',
  },
  stock: {
    title: 'Stock and what platforms show',
    hint: 'At the end of each day; today as it is now.',
    product: 'Product',
    all: 'All products',
    said: (days) => `Lines over ${number(days)} days: what is in the store and what each platform shows. The table has each day.`,
    none: 'The stock was never counted, so there is nothing to draw.',
    counted: 'In the store',
    promised: 'Ordered',
    dayHead: 'Day',
    unknown: 'not known',
  },
  pick: {
    title: 'Pick list',
    hint: 'Goods of orders that are accepted and have not left. Take each line, then put it into its orders.',
    day: 'Ordered up to',
    orders: (count) => `${number(count)} orders`,
    none: 'No order waits to be packed.',
    toOrders: 'See the orders',
    cut: 'The list is too long: hand these over, then open it again.',
    picked: (name) => `${name} is taken`,
  },
};

export const figureWords: Words<typeof vi> = { vi, en };
