import { Instant, ListOf, Maybe, OneOf, PageQuery, Int } from '../../shared/http';

export class DeliveryQuery extends PageQuery {
  @Maybe()
  @OneOf(['waiting', 'done', 'dead'])
  state?: 'waiting' | 'done' | 'dead';
}

export class DeliveryNumber {
  @Int(1, Number.MAX_SAFE_INTEGER)
  id: number;
}

export class ReplayDeliveries {
  /** These, whatever became of them; absent: all dead letters of the period. */
  @Maybe()
  @ListOf(() => DeliveryNumber, 1, 1000)
  deliveries?: DeliveryNumber[];

  @Maybe()
  @Instant()
  from?: string;

  @Maybe()
  @Instant()
  until?: string;
}

export class DeliveryDto {
  id: number;
  key: string;
  state: 'waiting' | 'done' | 'dead';
  attempts: number;
  /** Why it has had no effect yet. */
  reason: string | null;
  receivedAt: string;
  doneAt: string | null;
}

export class ReplayedDto {
  /** Deliveries that will have their effect again. */
  count: number;
}
