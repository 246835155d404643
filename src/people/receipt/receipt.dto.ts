import { Flag } from '../../shared/http';

export class ReceiptSetting {
  /** false: no short messages about what officers do. */
  @Flag()
  isOn: boolean;
}

export class ReceiptSettingDto {
  isOn: boolean;
}

export class ObjectionDto {
  id: string;
  producerId: string;
  producerName: string;
  officerId: string;
  officerName: string;
  /** Mandates of that officer for that producer that ended by it. */
  mandatesStopped: number;
  raisedAt: string;
}

export class ObjectionPage {
  items: ObjectionDto[];
  /** Cursor of the next page; absent on the last one. */
  next?: string;
}
