import type { AddressScheme } from '../core';

/** One practice shop. */
export interface Shop {
  /** `userId` of the account. */
  readonly id: number;
  username: string;
  password: string;
  name: string;
  phone: string;
  address: string;
  webhookUrl: string | null;
  webhookSecret: string;
  /** Suspended by the platform: every write is refused. */
  locked: boolean;
  inventories: Inventory[];
}
export interface Inventory {
  readonly groupAddressId: number;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly provinceId: number;
  readonly districtId: number | null;
  readonly wardsId: number;
}

/** The account of the connecting program: logs in, then asks for a long token of each shop. */
export interface Partner {
  readonly id: number;
  username: string;
  password: string;
}

export interface Token {
  readonly kind: 'login' | 'owner';
  readonly userId: number;
  readonly partnerId: number;
  /** Epoch milliseconds of simulated time. */
  readonly expiresAt: number;
  revoked: boolean;
}

export interface Category {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly parentId: number | null;
  readonly isLeaf: boolean;
  retired: boolean;
}

export interface Picture {
  readonly id: string;
  readonly type: 'image/jpeg' | 'image/png';
  readonly width: number;
  readonly height: number;
  readonly size: number;
}

export type ProductStatus = 0 | 10 | 20 | 30 | 40 | 50 | 90;

export interface OcopBlock {
  readonly STAR: number;
  readonly CERT_NO: string;
  readonly CERT_DATE: string;
  readonly EXPIRED_DATE: string;
  readonly ISSUED_BY: string;
}
/** What the seller writes; everything but the quantity, which has a life of its own. */
export interface ProductContent {
  readonly code: string;
  readonly name: string;
  readonly categoryId: number;
  readonly description: string;
  readonly unit: string;
  readonly priceVnd: number;
  readonly marketPriceVnd: number | null;
  readonly weightGrams: number;
  readonly lengthCm: number | null;
  readonly widthCm: number | null;
  readonly heightCm: number | null;
  readonly type: 'HH' | 'TH';
  readonly groupAddressId: number;
  readonly pictures: readonly string[];
  readonly attributes: readonly { readonly id: number; readonly value: string }[];
  readonly ocop: OcopBlock | null;
  readonly expiredDays: number | null;
}
export interface Product {
  readonly id: number;
  readonly shopId: number;
  content: ProductContent;
  /** Units a buyer can still take: the platform lowers it at each order. */
  sellable: number;
  /** Units in orders that have not left or been cancelled. */
  hold: number;
  status: ProductStatus;
  statusAt: string;
  reasonCode: number | null;
  note: string;
  readonly createdAt: string;
}

export interface OrderLine {
  readonly productId: number;
  readonly code: string;
  readonly name: string;
  readonly quantity: number;
  readonly priceVnd: number;
  weightGrams: number;
}
export interface Receiver {
  readonly name: string;
  readonly phone: string;
  readonly scheme: AddressScheme;
  readonly address: string;
  readonly ward: number;
  readonly district: number | null;
  readonly province: number;
}
export interface Order {
  readonly number: string;
  readonly shopId: number;
  status: number;
  statusAt: string;
  readonly createdAt: string;
  readonly confirmDeadline: string;
  readonly payment: 'cod' | 'paid';
  waybill: string | null;
  sortCode: string | null;
  waybillAt: string | null;
  cancelBy: 'SELLER' | 'BUYER' | 'SYSTEM' | null;
  isReturning: boolean;
  /** Left the seller's hands: holds are gone, a cancel does not put anything back. */
  hasLeft: boolean;
  feeVnd: number;
  readonly commissionVnd: number;
  readonly goodsVnd: number;
  note: string;
  readonly groupAddressId: number;
  readonly receiver: Receiver;
  readonly lines: OrderLine[];
  readonly history: { readonly at: string; readonly status: number }[];
}

export interface PrintCode {
  readonly code: string;
  readonly expiresAt: number;
  readonly orders: readonly string[];
}

export interface VosoState {
  partners: Partner[];
  shops: Shop[];
  tokens: Record<string, Token>;
  categories: Category[];
  pictures: Record<string, Picture>;
  products: Product[];
  orders: Order[];
  printCodes: PrintCode[];
  nextUserId: number;
  nextInventoryId: number;
  nextProductId: number;
  nextOrder: number;
  nextWaybill: number;
}
