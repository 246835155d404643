import type { Category } from './product/categories';
import { seedCategories } from './product/categories';
import type { Destination } from './places';
import type { OrderState } from './order/parcel.rules';

/** Milliseconds since 1970 of simulated time; everything here must survive JSON. */
type Instant = number;

/** A shop (the platform says customer). */
export interface Customer {
  readonly customerCode: string;
  username: string;
  password: string;
  name: string;
  phone: string;
  warehouseCode: string;
  locked: boolean;
  webhook: WebhookSetting | null;
}

export interface WebhookSetting {
  url: string;
  isApproved: boolean;
  /** Switched off by the platform after a 4xx answer, until approved again. */
  isEnabled: boolean;
  mode: SignatureMode;
  /** Needed by `rsa-encrypt` only: PEM of the receiver, given at registration. */
  receiverPublicKey: string | null;
}
export type SignatureMode = 'rsa-sha256' | 'rsa-encrypt';

/** What the seller tells of a product. `weight` is a text of whole grams, sizes are centimetres. */
export interface ProductData {
  nameVi: string;
  nameEn: string;
  categoryCode: string;
  description: string;
  unit: string;
  priceVnd: number;
  weight: string;
  length: number;
  width: number;
  height: number;
  image: string;
  images: string[];
  origin: string;
  attributes: Record<string, string>;
  documents: ProductDocument[];
}

export interface ProductDocument {
  docType: string;
  docNo: string;
  star: number | null;
  issuedDate: string | null;
  expiredDate: string | null;
  fileUrl: string | null;
}

export interface Picture {
  /** Where it came from; for a data URI its hash, so that the state stays small. */
  readonly source: string;
  readonly hash: string;
  readonly contentType: string;
}

export interface Product {
  readonly id: string;
  readonly customerCode: string;
  sku: string;
  data: ProductData;
  pictures: Picture[];
  /** Null until the first approval. */
  productCode: string | null;
  /** The newest product case. */
  caseId: string;
  active: boolean;
  locked: boolean;
  deleted: boolean;
  rejections: number;
  onHand: number;
  reserved: number;
  stockSentAt: string | null;
  readonly createdAt: Instant;
  updatedAt: Instant;
}

/** 0 draft, 1 queuing, 2 fetching pictures, 3 awaiting documents, 4 awaiting approval, 5 approved, 6 rejected, 7 locked, 8 deleted. */
export type CaseStatus = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface Reason {
  reasonId: string;
  reasonName: string;
  rejectDescription: string;
}

export interface ProductCase {
  readonly caseId: string;
  readonly requestId: string;
  readonly customerCode: string;
  readonly productId: string;
  readonly sku: string;
  readonly kind: 'CREATE' | 'CORRECTION';
  status: CaseStatus;
  /** What the product becomes when this is approved. */
  readonly data: ProductData;
  pictures: Picture[];
  missingDocuments: string[];
  reasons: Reason[];
  readonly createdAt: Instant;
  updatedAt: Instant;
}

export interface CancelCase {
  readonly caseId: string;
  readonly customerCode: string;
  readonly originalId: string;
  status: 1 | 5 | 6;
  readonly note: string;
  message: string;
  readonly createdAt: Instant;
  updatedAt: Instant;
}

export interface OrderLine {
  readonly lineId: string;
  readonly productId: string;
  readonly sku: string;
  readonly productCode: string;
  readonly nameVi: string;
  quantity: number;
  readonly priceVnd: number;
  readonly weight: string;
  /** What the buyer wanted, before the seller refused a part. */
  readonly ordered: number;
}

export interface Order {
  readonly orderHdrID: string;
  readonly originalID: string;
  readonly customerCode: string;
  itemCode: string | null;
  orderState: OrderState;
  /** Parcel status 0 to 29, or a code nobody has heard of. */
  status: number;
  readonly payment: 'cod' | 'paid';
  codAmount: number;
  mainFee: number;
  vasFee: number;
  commission: number;
  readonly buyer: { readonly name: string; readonly phone: string };
  readonly destination: Destination;
  readonly contentNote: string;
  readonly lines: OrderLine[];
  readonly history: { at: Instant; status: number }[];
  /** The goods left the seller, so they are neither on hand nor reserved any more. */
  hasLeft: boolean;
  cancelledBy: 'SELLER' | 'BUYER' | 'SYSTEM' | null;
  readonly mustConfirmBefore: Instant;
  confirmedAt: Instant | null;
  readonly createdAt: Instant;
  updatedAt: Instant;
}

/** One record of a webhook batch, already in the platform's field names. */
export type NoticeRecord = Record<string, string | number | null>;

export interface PostmartState {
  nextId: number;
  customers: Record<string, Customer>;
  tokens: Record<string, { customerCode: string; expiresAt: Instant }>;
  /** Null: everybody may call. */
  ipWhitelist: string[] | null;
  categories: Category[];
  treeVersion: number;
  products: Record<string, Product>;
  cases: Record<string, ProductCase>;
  cancelCases: Record<string, CancelCase>;
  orders: Record<string, Order>;
  /** By URL: a changed picture under the same URL keeps the old one. */
  pictureCache: Record<string, Picture>;
  /** Answers by customer and `x-request-id`, kept for 24 h. */
  answered: Record<string, { bodyHash: string; answer: unknown; at: Instant }>;
  /** Records that wait for the next batch, by customer, then orders or products: the two never share a batch. */
  notices: Record<string, { orders: NoticeRecord[]; products: NoticeRecord[] }>;
}

/** The practice shop that exists without anybody asking. */
export const practiceCustomer = (): Customer => ({
  customerCode: 'C00001',
  username: 'htx-thuc-hanh',
  password: 'thuc-hanh',
  name: 'HTX Thực Hành',
  phone: '0257000000',
  warehouseCode: 'KHO01',
  locked: false,
  webhook: null,
});

export const freshState = (): PostmartState => ({
  nextId: 1000,
  customers: { C00001: practiceCustomer() },
  tokens: {},
  ipWhitelist: null,
  categories: seedCategories(),
  treeVersion: 1,
  products: {},
  cases: {},
  cancelCases: {},
  orders: {},
  pictureCache: {},
  answered: {},
  notices: {},
});
