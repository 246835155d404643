import type { Change, Role } from '../../shared/http';
import { RIGHTS, RIGHTS_VI, type Right } from '../mandate/mandate.rules';
import { PHRASES } from './act.phrases';

const ROLE_VI: Readonly<Record<Role, string>> = {
  producer: 'Người của chủ thể',
  officer: 'Cán bộ hỗ trợ',
  province: 'Văn phòng tỉnh',
  operator: 'Người vận hành',
};

/** What a change is about, `of.field`; without a field the thing itself. What is missing here is left out of the sentence, not of the list. */
const LABELS: Readonly<Record<string, string>> = {
  ...{ 'pack.priceVnd': 'giá', 'pack.unit': 'đơn vị', 'pack.weightGrams': 'khối lượng', 'pack.lengthCm': 'dài', 'pack.widthCm': 'rộng' },
  ...{ 'pack.heightCm': 'cao', 'pack.gtin': 'mã vạch', 'product.name': 'tên', 'product.description': 'mô tả', 'product.photos': 'ảnh' },
  ...{ 'product.ocopSet': 'bộ sản phẩm', 'product.communeCode': 'xã, phường', 'product.shelfLifeDays': 'hạn sử dụng' },
  ...{ 'product.season': 'mùa bán', 'product.storageClass': 'cách bảo quản', 'product.minDaysLeftAtDispatch': 'số ngày còn hạn khi gửi' },
  ...{ 'product.traceUrl': 'địa chỉ truy xuất', 'product.attributes': 'thuộc tính', 'product.packs': 'quy cách' },
  ...{ 'override.title': 'tên riêng', 'override.description': 'mô tả riêng', 'override.shareWeight': 'tỷ trọng chia kho' },
  ...{ 'override.priceVnd': 'giá riêng', 'stock.onHand': 'số hàng trong kho', 'lot.quantity': 'số hàng của lô' },
  ...{ 'producer.kind': 'loại chủ thể', 'producer.name': 'tên', 'producer.taxCode': 'mã số thuế', 'producer.phone': 'số điện thoại' },
  ...{ 'producer.legacyTaxCode': 'mã số thuế cũ', 'producer.registrationNumber': 'số đăng ký', 'producer.registeredOn': 'ngày đăng ký' },
  ...{ 'producer.representative': 'người đại diện', 'producer.provinceCode': 'tỉnh', 'producer.communeCode': 'xã, phường' },
  ...{ 'producer.hamlet': 'thôn, bản', 'producer.address': 'địa chỉ', 'producer.legacyAddress': 'địa chỉ cũ' },
  ...{ 'producer.personalNumber': 'số định danh cá nhân', 'producer.bankAccount': 'tài khoản ngân hàng' },
  ...{ 'certificate.state': 'trạng thái', 'certificate.file': 'tệp', 'certificate.renewalFiledOn': 'ngày nộp hồ sơ gia hạn' },
  ...{ 'document.state': 'trạng thái', 'document.file': 'tệp', 'listing.wanted': 'tin bán' },
  ...{ 'mandate.rights': 'quyền', 'mandate.state': 'uỷ quyền', 'member.state': 'người của chủ thể', 'area.': 'địa bàn' },
  ...{ 'proposal.state': 'đề nghị', 'merge.from': 'hồ sơ bị gộp', 'merge.product.producer_id': 'sản phẩm' },
  ...{ 'merge.listing.producer_id': 'tin bán', 'merge.order_line.producer_id': 'dòng đơn hàng' },
  ...{ 'import.created': 'thêm mới', 'import.changed': 'sửa', 'more.': 'thay đổi khác' },
  ...{ 'late-work.acceptedBy': 'làm khi chưa có sóng, được nhận sau khi uỷ quyền kết thúc' },
};

/** States, as they stand in `before` and `after`. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ live: 'đang bán', hidden: 'tạm ẩn', gone: 'đã gỡ', draft: 'bản nháp', submitted: 'chờ xác minh', verified: 'đã xác minh' },
  ...{ refused: 'bị từ chối', rejected: 'bị từ chối', revoked: 'đã thu hồi', withdrawn: 'đã rút', counts: 'còn hiệu lực', added: 'thêm' },
  ...{ removed: 'bỏ', open: 'chờ chủ thể xác nhận', confirmed: 'đã xác nhận' },
};

const MOST_SHOWN = 5;

/** What of an act is said. */
export interface Told {
  readonly actorRole: Role;
  /** null: the account is gone. */
  readonly actorName: string | null;
  readonly what: string;
  readonly changes: readonly Change[];
}

/** One Vietnamese sentence: who, what, and the first changes. */
export function sentenceOf(act: Told): string {
  const who = `${ROLE_VI[act.actorRole]} ${act.actorName ?? '(đã xoá)'}`;
  const said = [...new Set(act.changes.flatMap(changeVi))];
  const shown = said.slice(0, MOST_SHOWN).join('; ');
  const more = said.length > MOST_SHOWN ? ` và ${said.length - MOST_SHOWN} thay đổi khác` : '';
  return `${who} ${PHRASES[act.what] ?? 'làm một việc khác'}${shown === '' ? '' : ` (${shown}${more})`}.`;
}

function changeVi({ of, field = '', before, after }: Change): string[] {
  const label = LABELS[`${of}.${field}`];
  if (label === undefined) return [];
  if (before === undefined && after === undefined) return [label];
  const now = valueVi(field, after);
  return [before === undefined || before === null ? `${label}: ${now}` : `${label}: ${valueVi(field, before)} → ${now}`];
}

function valueVi(field: string, value: Change['after']): string {
  if (value === null || value === undefined) return 'không có';
  if (typeof value === 'boolean') return value ? 'có' : 'không';
  if (field === 'rights' && typeof value === 'string') return rightsVi(value);
  if (typeof value === 'number') return `${value.toLocaleString('vi-VN')}${field.endsWith('Vnd') ? ' đ' : ''}`;
  return WORDS[value] ?? value;
}

/** What somebody lets an officer do, in words: `xem hồ sơ, sửa hồ sơ`. */
function rightsVi(given: string): string {
  const rights = given.split(' ');
  if (RIGHTS.every((right) => rights.includes(right))) return 'làm mọi việc';
  return rights.map((right) => (isRight(right) ? RIGHTS_VI[right] : right)).join(', ');
}

const isRight = (text: string): text is Right => text in RIGHTS_VI;

const COUNTED: readonly string[] = [
  'PUT /api/v1/producers/:producerId/products/:productId/stock',
  'POST /api/v1/producers/:producerId/products/:productId/stock/adjustments',
];

/** A price or a number in the store that can be put back to what it was. */
export interface Undoable {
  readonly kind: 'price' | 'stock';
  /** Of the pack, of the product. */
  readonly id: string;
  readonly before: number;
  readonly after: number;
}

/** What of an act can be put back: prices, and what was counted or adjusted. A store that was never counted before is emptied. */
export function undoableOf(what: string, changes: readonly Change[]): Undoable[] {
  if (what.startsWith('job ')) return []; // a table may change hundreds at once: it is imported again, or versions are taken back
  return changes.flatMap(({ of, id, field, before, after }): Undoable[] => {
    if (id === undefined || typeof after !== 'number' || before === after) return [];
    if (of === 'pack' && field === 'priceVnd' && typeof before === 'number') return [{ kind: 'price', id, before, after }];
    const isStock = of === 'stock' && field === 'onHand' && (typeof before === 'number' || before === null);
    return isStock && (COUNTED.includes(what) || what === UNDO) ? [{ kind: 'stock', id, before: before ?? 0, after }] : [];
  });
}

/** Putting back is an act as well, and can be put back. */
export const UNDO = 'POST /api/v1/producers/:producerId/acts/:seq/undo';

/** An act in one of several chains, each of which is read from its end. */
interface Linked {
  readonly chainId: string;
  readonly seq: number;
  /** ISO 8601, always with the same number of digits. */
  readonly at: string;
}

/** The newest of several chains; within a chain never in another order than it has. `found`: chain by chain, each from its end. */
export function newestOf<T extends Linked>(found: readonly T[], limit: number): T[] {
  const chains = new Map<string, T[]>();
  for (const one of found) {
    const chain = chains.get(one.chainId);
    if (chain) chain.push(one);
    else chains.set(one.chainId, [one]);
  }
  const newest: T[] = [];
  while (newest.length < limit) {
    const heads = [...chains.values()].flatMap(([head]) => head ?? []);
    const [next] = heads.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.chainId < b.chainId ? -1 : 1));
    if (!next) break;
    chains.get(next.chainId)?.shift();
    newest.push(next);
  }
  return newest;
}

const PLACES = /^[0-9a-f-]{36}:\d{1,15}(,[0-9a-f-]{36}:\d{1,15})*$/;
export const arePlaces = (text: string): boolean => PLACES.test(text);

/** How far each chain was read, out of a cursor. */
export function readPlaces(text: string): Map<string, number> {
  return new Map(text.split(',').map((place) => [place.slice(0, 36), Number(place.slice(37))]));
}

/** The places after a page, as the text of a cursor. */
export function showPlaces(before: ReadonlyMap<string, number>, page: readonly Linked[]): string {
  const places = new Map([...before, ...page.map(({ chainId, seq }) => [chainId, seq] as const)]);
  return [...places].map(([chainId, seq]) => `${chainId}:${seq}`).join(',');
}
