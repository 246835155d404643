import type { Guests } from '../program';
import { Api, Refused } from './api';
import { demoId } from './list/demo-list';

/** One password for all, printed on the screen: the demonstration listens on this machine only. */
export const DEMO_PASSWORD = 'len-san-minh-hoa';

/** There are no numbers reserved for examples in Viet Nam; these are never sent anything. */
export const OPERATOR_PHONE = '+84900000001';
const OFFICER = { phone: '+84900000002', name: 'Cán bộ hỗ trợ (minh hoạ)', role: 'officer' } as const;
const COOPERATIVE = { phone: '+84900000003', name: 'Chủ thể (minh hoạ)', role: 'producer' } as const;
const PROVINCES = [
  { phone: '+84900000066', name: 'Văn phòng tỉnh Đắk Lắk (minh hoạ)', role: 'province', provinceCode: '66' },
  { phone: '+84900000056', name: 'Văn phòng tỉnh Khánh Hoà (minh hoạ)', role: 'province', provinceCode: '56' },
  { phone: '+84900000008', name: 'Văn phòng tỉnh Tuyên Quang (minh hoạ)', role: 'province', provinceCode: '08' },
  { phone: '+84900000048', name: 'Văn phòng thành phố Đà Nẵng (minh hoạ)', role: 'province', provinceCode: '48' },
] as const;

export const LOGINS: readonly { readonly phone: string; readonly name: string }[] = [
  { phone: OPERATOR_PHONE, name: 'Quản trị / operator' },
  { phone: OFFICER.phone, name: 'Cán bộ hỗ trợ / officer' },
  { phone: COOPERATIVE.phone, name: 'Chủ thể / cooperative' },
  ...PROVINCES.map(({ phone, name }) => ({ phone, name: `${name.replace(' (minh hoạ)', '')} / province` })),
];

/** For the start page. */
export const DEMO_GUESTS: Guests = {
  password: DEMO_PASSWORD,
  logins: [
    { phone: COOPERATIVE.phone, title: 'Hợp tác xã', does: 'Đăng ký sản phẩm, đếm kho, xem tin đăng trên hai sàn, xác nhận đơn hàng.' },
    {
      phone: OFFICER.phone,
      title: 'Cán bộ hỗ trợ',
      does: 'Đi thăm hộ, đăng ký giúp khi không có mạng, theo dõi việc cần làm của từng hộ.',
    },
    ...PROVINCES.map(({ phone, name }) => ({
      phone,
      title: name.replace(' (minh hoạ)', ''),
      does: 'Xác nhận giấy chứng nhận và giấy tờ của sản phẩm trong tỉnh.',
    })),
    { phone: OPERATOR_PHONE, title: 'Người vận hành', does: 'Nối gian hàng với các sàn, xem sự cố và cho chạy lại.' },
  ],
};

/** Everybody who plays a part, logged in. */
export interface Cast {
  readonly operator: Api;
  readonly officer: Api;
  readonly officerId: string;
  readonly cooperativeId: string;
  readonly provinces: ReadonlyMap<string, Api>;
}

export async function gatherCast(url: string): Promise<Cast> {
  const operator = await Api.logIn(url, OPERATOR_PHONE, DEMO_PASSWORD);
  const join = async (account: {
    readonly phone: string;
    readonly name: string;
    readonly role: string;
    readonly provinceCode?: string;
  }): Promise<Api> => {
    // Whoever can log in is there already.
    const known = await Api.logIn(url, account.phone, DEMO_PASSWORD).catch(unlessUnknown);
    if (known) return known;
    await operator.write('POST', '/api/v1/accounts', `account-${account.phone}`, {
      id: demoId(account.phone),
      ...account,
      password: DEMO_PASSWORD,
    });
    return Api.logIn(url, account.phone, DEMO_PASSWORD);
  };
  const officer = await join(OFFICER);
  const provinceCodes = PROVINCES.map(({ provinceCode }) => ({ provinceCode }));
  await operator.write('PUT', `/api/v1/accounts/${demoId(OFFICER.phone)}/areas`, 'areas-officer', { areas: provinceCodes });
  await join(COOPERATIVE);
  const provinces = new Map<string, Api>();
  for (const province of PROVINCES) provinces.set(province.provinceCode, await join(province));
  return { operator, officer, officerId: demoId(OFFICER.phone), cooperativeId: demoId(COOPERATIVE.phone), provinces };
}

function unlessUnknown(error: unknown): null {
  if (error instanceof Refused && error.status === 401) return null;
  throw error;
}
