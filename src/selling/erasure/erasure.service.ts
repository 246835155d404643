import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CatalogEraser } from '../../catalog';
import { everKnownAs, PeopleEraser, sealRequestAnswer } from '../../people';
import { afterCommit, rows } from '../../shared/db';
import { actsFor, explainConstraints, noteChange, writeAct, type Actor } from '../../shared/http';
import { Clock, newId, Problem, problems, vietnamDay } from '../../shared/kernel';
import { LaneRunner } from '../../sync';
import { LISTING_LANE } from '../listing-lane.name';
import type { BuyerOrderDto, ErasureDto } from './erasure.dto';
import type { BuyerQuery } from './buyer-query.dto';
import { SecretBoxes } from '../../shared/secret';
import { hashesOfBuyer, openBuyer, UNREADABLE_BUYER } from '../order/buyer';
import { SellingEraser } from './selling-eraser';

interface Row extends Omit<ErasureDto, 'waitsForVi'> {
  readonly orderedBy: string;
}

const SELECT = `select e.id, e.request_id as "requestId", r.producer_id as "producerId", r.order_id as "orderId", r.account_id as "accountId", e.state,
  e.ordered_by as "orderedBy", e.created_at as "createdAt", e.erased_at as "erasedAt", e.rest_on::text as "restOn", e.finished_at as "finishedAt"
  from erasure e join person_request r on r.id = e.request_id`;

/** What the person is told. */
const GONE = 'Đã xoá.';
const GONE_BUT_PAPERS = 'Đã xoá; giấy tờ luật buộc lưu giữ được xoá khi hết hạn lưu.';

explainConstraints({
  erasure_request_once: { kind: problems.alreadyExists, detail: 'Yêu cầu này đang được xoá.', pointer: '/requestId' },
});

/** Erases people: first everything is taken off the platforms, then the words go, while the books keep their ids and numbers. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly clock: Clock,
    private readonly lanes: LaneRunner,
    private readonly people: PeopleEraser,
    private readonly catalog: CatalogEraser,
    private readonly selling: SellingEraser,
    private readonly boxes: SecretBoxes,
  ) {}

  /** Throws: Problem not-found, illegal-move (no request to delete, or it was decided; a buyer with unfinished orders; oneself). */
  async order(tx: EntityManager, actor: Actor, requestId: string): Promise<ErasureDto> {
    const [request] = await rows<{
      kind: string;
      state: string;
      producerId: string | null;
      orderId: string | null;
      accountId: string | null;
    }>(
      tx,
      `select kind, state, producer_id as "producerId", order_id as "orderId", account_id as "accountId" from person_request where id = $1 for update`,
      [requestId],
    );
    if (!request) throw new Problem(problems.notFound, 'Không có yêu cầu này.');
    if (request.kind !== 'delete' || request.state === 'done' || request.state === 'refused')
      throw new Problem(problems.illegalMove, 'Chỉ xoá theo một yêu cầu xoá chưa được trả lời.');
    if (request.accountId === actor.accountId) throw new Problem(problems.illegalMove, 'Không ai tự xoá tài khoản mình đang dùng.');
    if (request.orderId !== null) await this.refuseOpenOrders(tx, request.orderId);
    const id = newId();
    await rows(tx, `insert into erasure (id, request_id, state, ordered_by, created_at) values ($1, $2, 'taking-down', $3, $4)`, [
      ...[id, requestId, actor.accountId, this.clock.now()],
    ]);
    if (request.producerId !== null) {
      actsFor(tx, request.producerId);
      for (const each of await this.known(tx, request.producerId)) await this.people.stopHelp(tx, each, actor.accountId);
      await this.takeDown(tx, request.producerId);
    }
    noteChange(tx, { of: 'erasure', id, after: 'taking-down' });
    return this.get(tx, id);
  }

  private async refuseOpenOrders(tx: EntityManager, orderId: string): Promise<void> {
    const { ids, open } = await this.selling.ordersOfBuyer(tx, orderId);
    if (ids.length === 0) throw new Problem(problems.notFound, 'Không có đơn hàng này.');
    if (open > 0)
      throw new Problem(problems.illegalMove, `Người mua còn ${open} đơn chưa xong; giao xong hoặc huỷ rồi mới xoá được.`, { open });
  }

  private async takeDown(tx: EntityManager, producerId: string): Promise<void> {
    const shops = await this.selling.takeDown(tx, producerId);
    afterCommit(tx, () => {
      for (const shop of shops) this.lanes.wake(LISTING_LANE, shop);
    });
  }

  /** Those that may have something to do, oldest first. */
  async due(db: EntityManager): Promise<string[]> {
    const found = await rows<{ id: string }>(
      db,
      `select id from erasure where state = 'taking-down' or (state = 'kept' and rest_on <= $1) order by created_at limit 20`,
      [vietnamDay(this.clock.now())],
    );
    return found.map(({ id }) => id);
  }

  /** Goes on with one, if nobody else does. Whatever ends it in the middle undoes the rows; files that are gone are gone. */
  async step(tx: EntityManager, id: string): Promise<void> {
    const [erasure] = await rows<Row>(tx, `${SELECT} where e.id = $1 and e.state <> 'done' for update of e skip locked`, [id]);
    if (!erasure) return;
    await rows(tx, `select set_config('len_san.erasing', 'on', true)`);
    if (erasure.state === 'kept') return this.finish(tx, erasure);
    if (erasure.producerId !== null) {
      await this.takeDown(tx, erasure.producerId);
      const { listings, orders, deliveries } = await this.selling.left(tx, erasure.producerId);
      if (listings + orders + deliveries > 0) return;
      await this.eraseProducer(tx, erasure.producerId);
    } else if (erasure.accountId !== null) await this.people.eraseAccount(tx, erasure.accountId);
    else if (erasure.orderId !== null) await this.eraseBuyer(tx, erasure.orderId);
    await this.noteErased(tx, erasure);
  }

  /** The producer and those that were merged into it: what is left of them goes as well. */
  private async known(db: EntityManager, producerId: string): Promise<string[]> {
    const found = await rows<{ id: string }>(db, `select unnest(${everKnownAs('$1')}) as id`, [producerId]);
    return found.map(({ id }) => id);
  }

  private async eraseProducer(tx: EntityManager, producerId: string): Promise<void> {
    for (const each of await this.known(tx, producerId)) await this.eraseOne(tx, each);
  }

  private async eraseOne(tx: EntityManager, producerId: string): Promise<void> {
    const { words, accounts } = await this.people.tracesOfProducer(tx, producerId);
    const products = await rows<{ id: string }>(tx, 'select id from product where producer_id = $1', [producerId]);
    const duties = await rows<{ type: string }>(tx, 'select document_type as type from keeping_duty');
    await this.selling.eraseProducer(tx, producerId);
    await this.catalog.erase(
      tx,
      producerId,
      duties.map(({ type }) => type),
    );
    await this.people.eraseProducer(tx, producerId);
    await this.people.forgetAnswers(tx, [...words, ...products.map(({ id }) => id)], accounts);
  }

  private async eraseBuyer(tx: EntityManager, orderId: string): Promise<void> {
    const { ids, open } = await this.selling.ordersOfBuyer(tx, orderId);
    if (open > 0) return;
    const words = await this.selling.wordsOfBuyers(tx, ids);
    await this.selling.eraseBuyers(tx, ids);
    await this.people.eraseBuyerRequests(tx, ids);
    await this.people.forgetAnswers(tx, words, []);
  }

  private async noteErased(tx: EntityManager, erasure: Row): Promise<void> {
    const now = this.clock.now();
    const [kept] = await rows<{ years: number | null }>(
      tx,
      `select max(k.years) as years from document d join keeping_duty k on k.document_type = d.type where d.producer_id = $1`,
      [erasure.producerId],
    );
    await rows(
      tx,
      `update erasure set state = case when $3::int is null then 'done' else 'kept' end, erased_at = $2, finished_at = case when $3::int is null then $2::timestamptz end,
         rest_on = $4::date + $3::int * interval '1 year' where id = $1`,
      [erasure.id, now, kept?.years ?? null, vietnamDay(now)],
    );
    await rows(
      tx,
      `update person_request set state = 'done', acknowledged_at = coalesce(acknowledged_at, $2), acknowledged_by = coalesce(acknowledged_by, $3), decided_at = $2,
         decided_by = $3, answer_box = $4 where id = $1`,
      [erasure.requestId, now, erasure.orderedBy, sealRequestAnswer(this.boxes, erasure.requestId, kept?.years ? GONE_BUT_PAPERS : GONE)],
    );
    await writeAct(tx, {
      at: now,
      actor: { accountId: erasure.orderedBy, role: 'operator', provinceCode: null },
      producerId: erasure.producerId,
      what: 'job erasure',
      subject: { erasureId: erasure.id },
      changes: [],
      requestId: null,
    });
  }

  /** The law wants nothing kept any more. */
  private async finish(tx: EntityManager, erasure: Row): Promise<void> {
    if (erasure.producerId !== null) await this.catalog.removePapers(tx, erasure.producerId, []);
    await rows(tx, `update erasure set state = 'done', finished_at = $2 where id = $1`, [erasure.id, this.clock.now()]);
  }

  /** Throws: Problem not-found. */
  async get(db: EntityManager, id: string): Promise<ErasureDto> {
    const [found] = await rows<Row>(db, `${SELECT} where e.id = $1`, [id]);
    if (!found) throw new Problem(problems.notFound, 'Không có lần xoá này.');
    return this.toDto(db, found);
  }

  /** The latest first. */
  async list(db: EntityManager): Promise<ErasureDto[]> {
    const found = await rows<Row>(db, `${SELECT} order by e.created_at desc limit 100`);
    return found.map(({ orderedBy: _orderedBy, ...one }) => ({ ...one, waitsForVi: [] }));
  }

  private async toDto(db: EntityManager, { orderedBy: _orderedBy, ...one }: Row): Promise<ErasureDto> {
    if (one.state !== 'taking-down' || one.producerId === null) return { ...one, waitsForVi: [] };
    const { listings, orders, deliveries } = await this.selling.left(db, one.producerId);
    const waitsForVi = [
      ...(listings > 0 ? [`${listings} tin đăng đang được gỡ khỏi sàn.`] : []),
      ...(orders > 0 ? [`${orders} đơn hàng chưa xong.`] : []),
      ...(deliveries > 0 ? [`${deliveries} tin báo của sàn chưa đọc xong.`] : []),
    ];
    return { ...one, waitsForVi };
  }

  /** Orders of a buyer, for whoever answers the buyer's letter. */
  async findBuyers(db: EntityManager, { phone, name }: BuyerQuery): Promise<BuyerOrderDto[]> {
    if (phone === undefined && name === undefined) return [];
    const hashes = hashesOfBuyer(this.boxes, { phone, name });
    const found = await rows<Omit<BuyerOrderDto, 'receiverName' | 'receiverPhone'> & { readonly box: Buffer }>(
      db,
      `select o.id as "orderId", c.platform, o.platform_order_id as "platformOrderId", o.stage, o.buyer_box as box, o.placed_at as "placedAt"
         from market_order o join connection c on c.id = o.connection_id
        where ($1 or o.buyer_phone_index = any($2::bytea[])) and ($3 or o.buyer_name_index = any($4::bytea[])) and o.erased_at is null
        order by o.placed_at desc limit 100`,
      [phone === undefined, hashes.phone, name === undefined, hashes.name],
    );
    return found.map(({ box, ...order }) => {
      const { receiver } = openBuyer(this.boxes, order.orderId, box) ?? UNREADABLE_BUYER;
      return { ...order, receiverName: receiver.name, receiverPhone: receiver.phone };
    });
  }
}
