import type { PlatformDescription } from '../../platform/contract';

/** "Sản phẩm OCOP", the shelf of certified products. The number is on the public product pages. */
const OCOP_SHELF = '65';
const SETS = Array.from({ length: 26 }, (_, index) => index + 1);
/** Services for visitors: nothing to put into a parcel. */
const TOURISM_SET = 26;

/** Contract A as data. No part of it is published by Voso; `sources` says where each comes from. */
export const description: PlatformDescription = {
  name: 'Voso',
  credentials: [
    { key: 'username', labelVi: 'Tên đăng nhập gian hàng', secret: false, required: true },
    { key: 'password', labelVi: 'Mật khẩu gian hàng', secret: true, required: true },
    {
      key: 'partnerUsername',
      labelVi: 'Tên đăng nhập đối tác',
      secret: false,
      required: false,
      helpVi: 'Tài khoản được gian hàng uỷ quyền; để trống nếu gian hàng tự kết nối (khi đó phải đăng nhập lại mỗi ngày, hệ thống tự làm).',
    },
    { key: 'partnerPassword', labelVi: 'Mật khẩu đối tác', secret: true, required: false },
    {
      key: 'groupAddressId',
      labelVi: 'Mã kho lấy hàng',
      secret: false,
      required: false,
      helpVi: 'GROUPADDRESS_ID ở kênh người bán; để trống thì dùng kho đầu tiên.',
    },
  ],
  capabilities: {
    stockBatchSize: 1,
    stockMeaning: 'sellable',
    photoMode: 'upload',
    webhookCarriesFullOrder: true,
    reviewVia: 'webhook-and-poll',
    confirmGranularity: 'order',
    cancelIsAsync: false,
    shipIsSeparate: true,
    confirmWithinHours: 24,
    ageGate: false,
    // The platform allows 5 stock calls in any second; one less leaves room for what the network bunches together.
    limits: { callsPerSecond: 10, burst: 20, stockCallsPerSecond: 4 },
  },
  photoRule: {
    formats: ['jpeg', 'png'],
    maxBytes: 3 * 1024 * 1024,
    minEdgePx: 500,
    maxEdgePx: 5000,
    minCount: 1,
    maxCount: 8,
    version: 1,
  },
  textRule: {
    titleMaxBytes: 150,
    descriptionMinChars: 1,
    // As HTML a letter may become six ("), and the practice platform stops at 20 000.
    descriptionMaxChars: 3000,
  },
  requires: { ocopCertificate: true },
  categoryForSet: Object.fromEntries(SETS.map((set) => [set, set === TOURISM_SET ? null : OCOP_SHELF])),
  sources: [
    {
      topic: 'login, ownerconnect, Token header',
      basis: 'sibling',
      note: 'ViettelPost partner document; token failures come as HTTP 200 with error:true.',
    },
    {
      topic: 'envelope and texts of errors',
      basis: 'sibling',
      note: 'ViettelPost document 9.4; texts about products are in its style, invented.',
    },
    {
      topic: '150 bytes a text field',
      basis: 'sibling',
      note: 'ViettelPost createOrder; assumed for products, attributes and OCOP fields too.',
    },
    {
      topic: 'order states 1, 2, 3; 24 hours to confirm; VOSO… waybills',
      basis: 'sibling',
      note: "Voso's own help page for sellers; the numbers are invented.",
    },
    { topic: 'shipment states 100 to 550, IS_RETURNING', basis: 'sibling', note: 'ViettelPost document chapter 8 with older lists.' },
    {
      topic: 'UpdateOrder 1 to 4, printing-code, print page',
      basis: 'sibling',
      note: 'ViettelPost; TYPE 6 (make the waybill) is invented.',
    },
    { topic: 'webhook with TOKEN in the body', basis: 'sibling', note: 'ViettelPost document 7.1 and one measurement in production.' },
    {
      topic: 'listOrder, getOrderDetail',
      basis: 'sibling',
      note: "Shapes of the carrier's undocumented portal; calls of this name are assumed.",
    },
    {
      topic: 'age gate',
      basis: 'assumed',
      note: 'No document says that buyers are asked their age before they see spirits: taken as absent.',
    },
    { topic: 'photo limits', basis: 'marketplace', note: 'Lazada 3 MB and 5000 px, Tiki 500 px, Shopee at most 8.' },
    { topic: 'review states and reasons, price steps over 80 %', basis: 'marketplace', note: 'Lazada; the numbers are invented.' },
    { topic: 'product calls and fields, OCOP block, attributes, stock', basis: 'assumed', note: 'Nothing about products is published.' },
    {
      topic: 'category 65 for every OCOP set, certificate required',
      basis: 'assumed',
      note: 'Only the name and number of the shelf are public.',
    },
    { topic: 'limits of calls', basis: 'assumed', note: 'No source gives any.' },
    { topic: 'fees: carriage plus commission', basis: 'assumed', note: 'No fee table is published.' },
    { topic: 'place codes are those of the statistics office', basis: 'assumed', note: 'The sibling keeps numbers of its own.' },
  ],
};
