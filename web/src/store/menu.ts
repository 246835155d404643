import { p } from '../routes';
import type { IconName } from '../parts/Icon.svelte';
import { shellWords } from '../words/shell';
import { say } from '../words/language.svelte';

export interface Entry {
  readonly href: string;
  readonly icon: IconName;
  readonly text: string;
}

export type Role = 'producer' | 'officer' | 'province' | 'operator';

/** The main pages of somebody, at most five: what fits under a thumb. Inside a producer's pages the menu is that producer's. */
export function menuOf(role: Role, producerId: string | undefined): readonly Entry[] {
  const { nav } = say(shellWords);
  const todo: Entry = {
    href: producerId === undefined ? p('/') : p('/c/:producerId', { params: { producerId } }),
    icon: 'todo',
    text: nav.todo,
  };
  const more: Entry = {
    href: producerId === undefined ? p('/them') : p('/c/:producerId/them', { params: { producerId } }),
    icon: 'more',
    text: nav.more,
  };
  if (producerId !== undefined && role !== 'operator' && role !== 'province')
    return [
      todo,
      { href: p('/c/:producerId/san-pham', { params: { producerId } }), icon: 'product', text: nav.products },
      { href: p('/c/:producerId/kho', { params: { producerId } }), icon: 'stock', text: nav.stock },
      { href: p('/c/:producerId/don-hang', { params: { producerId } }), icon: 'order', text: nav.orders },
      more,
    ];
  switch (role) {
    case 'province':
      return [
        todo,
        { href: p('/tinh/giay'), icon: 'shield', text: nav.certificates },
        { href: p('/tinh/do-phu'), icon: 'map', text: nav.coverage },
        more,
      ];
    case 'operator':
      return [
        todo,
        { href: p('/van-hanh/gian-hang'), icon: 'shop', text: nav.shops },
        { href: p('/van-hanh/su-co'), icon: 'pulse', text: nav.failures },
        more,
      ];
    case 'officer':
      return [
        todo,
        { href: p('/ho'), icon: 'people', text: nav.households },
        { href: p('/cho-gui'), icon: 'send', text: nav.outbox },
        more,
      ];
    default:
      return [todo, more];
  }
}

/** Entries that belong together, under a heading. */
export interface Group {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** What the page "Thêm" lists: everything else that somebody may open. */
export function moreOf(role: Role, producerId: string | undefined): readonly Group[] {
  const { nav, groups } = say(shellWords);
  const ofProducer = (id: string): Group[] => {
    const params = { params: { producerId: id } };
    return [
      {
        title: groups.selling,
        entries: [
          { href: p('/c/:producerId/tin-dang', params), icon: 'shop', text: nav.listings },
          { href: p('/c/:producerId/soan-hang', params), icon: 'bag', text: nav.pickList },
          { href: p('/c/:producerId/so-lieu', params), icon: 'chart', text: nav.figures },
        ],
      },
      {
        title: groups.papers,
        entries: [
          { href: p('/c/:producerId/giay-to', params), icon: 'paper', text: nav.papers },
          { href: p('/c/:producerId/nhap-bang', params), icon: 'table', text: nav.table },
          { href: p('/c/:producerId/du-lieu', params), icon: 'person', text: nav.data },
        ],
      },
      {
        title: groups.help,
        entries: [
          { href: p('/c/:producerId/ai-giup', params), icon: 'people', text: nav.helpers },
          { href: p('/c/:producerId/de-xuat', params), icon: 'check', text: nav.proposals },
          { href: p('/c/:producerId/dong-y', params), icon: 'shield', text: nav.consents },
          { href: p('/c/:producerId/ai-lam-gi', params), icon: 'history', text: nav.acts },
        ],
      },
    ];
  };
  const office: Group = {
    title: groups.office,
    entries: [
      ...(role === 'province' ? [{ href: p('/tinh/danh-sach'), icon: 'table', text: nav.list } as const] : []),
      { href: p('/tinh/ban-giao'), icon: 'people', text: nav.handOver },
      { href: p('/yeu-cau'), icon: 'paper', text: nav.requests },
    ],
  };
  const officer: Group = {
    title: groups.road,
    entries: [
      { href: p('/ho'), icon: 'people', text: nav.households },
      { href: p('/tui'), icon: 'bag', text: nav.bag },
      { href: p('/uy-quyen'), icon: 'shield', text: nav.mandates },
      { href: p('/tap-duot'), icon: 'history', text: nav.practice },
    ],
  };
  const operator: Group = {
    title: groups.running,
    entries: [
      { href: p('/van-hanh/tai-khoan'), icon: 'people', text: nav.accounts },
      { href: p('/van-hanh/tin-nhan'), icon: 'warn', text: nav.unsent },
    ],
  };
  const isOffice = role === 'province' || role === 'operator';
  return [
    ...(producerId === undefined || isOffice ? [] : ofProducer(producerId)),
    ...(role === 'officer' ? [officer] : []),
    ...(isOffice ? [office] : []),
    ...(role === 'operator' ? [operator] : []),
    {
      title: groups.here,
      entries: [
        { href: p('/cho-gui'), icon: 'send', text: nav.outbox },
        { href: p('/tai-khoan'), icon: 'person', text: nav.account },
      ],
    },
  ];
}
