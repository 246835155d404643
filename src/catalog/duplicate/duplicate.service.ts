import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import { findNearPhotos } from '../photo/near-photos';
import { toProductDto, type SavedProductDto } from '../product/product.dto';
import type { ProductState } from '../product/product.state';
import { fullNameVi, type CommuneKind } from '../reference/place.rules';
import type { ProductDuplicateDto } from './duplicate.dto';
import { REASONS_VI, staysDistinct, suspect, type Likeness } from './duplicate.rules';

const MOST = { compared: 200, told: 20, photos: 50 } as const;

interface Own {
  readonly producerId: string;
  readonly name: string;
  readonly ocopSet: number;
  readonly communeCode: string | null;
  readonly isDemonstration: boolean;
  /** Of the cover. */
  readonly look: string | null;
}

interface Candidate extends Likeness {
  readonly id: string;
  readonly name: string;
  readonly producerName: string;
  readonly communeCode: string | null;
  readonly communeName: string | null;
  readonly communeKind: CommuneKind | null;
  /** What spoke for one product when somebody said that they are two. */
  readonly reasonsThen: readonly string[] | null;
}

/** Tells of products that may be one and the same, in one producer's list or at two sellers, before both are published. It warns and forbids nothing. */
@Injectable()
export class ProductDuplicates {
  constructor(private readonly clock: Clock) {}

  /** The surest first. Throws: Problem not-found. */
  async of(db: EntityManager, producerId: string, productId: string): Promise<ProductDuplicateDto[]> {
    const [own] = await rows<Own>(
      db,
      `select p.producer_id as "producerId", p.search_name as name, p.ocop_set as "ocopSet", p.commune_code as "communeCode",
              p.is_demonstration as "isDemonstration",
              (select f.look::text from product_photo pp join photo f on f.id = pp.photo_id where pp.product_id = p.id order by pp.position limit 1) as look
         from product p where p.id = $1 and p.producer_id = $2`,
      [productId, producerId],
    );
    if (!own) throw new Problem(problems.notFound);
    const photos = await findNearPhotos(db, own.look, { limit: MOST.photos });
    const candidates = await rows<Candidate>(db, CANDIDATES, [
      ...[productId, own.producerId, own.name, own.ocopSet, own.communeCode, own.isDemonstration],
      ...[photos.map((photo) => photo.photoId), MOST.compared],
    ]);
    return candidates
      .flatMap((candidate) => toDuplicate(candidate) ?? [])
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, MOST.told);
  }

  /** The answer to saving a product: with those duplicates that nobody has looked at yet. */
  async saved(tx: EntityManager, state: ProductState): Promise<SavedProductDto> {
    const found = await this.of(tx, state.product.producerId, state.product.id);
    const possibleDuplicates = found.filter((duplicate) => duplicate.state === 'open');
    return { ...toProductDto(state), ...(possibleDuplicates.length > 0 ? { possibleDuplicates } : {}) };
  }

  /**
   * They are two. A seller says so for the own product only: the other seller goes on being told. The provincial office and operators say it for both.
   * Throws: Problem not-found when the two are not alike.
   */
  async keepApart(tx: EntityManager, actor: Actor, producerId: string, productId: string, otherId: string): Promise<ProductDuplicateDto> {
    const duplicate = (await this.of(tx, producerId, productId)).find((each) => each.id === otherId);
    if (!duplicate) throw new Problem(problems.notFound, 'Không có nghi vấn trùng với sản phẩm này.');
    const isForBoth = duplicate.isOwn || actor.role === 'province' || actor.role === 'operator';
    await tx.query(
      `insert into product_distinct (product_id, other_id, reasons, decided_by, decided_at)
         select pair.*, $3, $4, $5 from (select $1::uuid, $2::uuid union all select $2, $1 where $6) pair
       on conflict on constraint product_distinct_pkey do update
         set reasons = excluded.reasons, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
      [productId, otherId, duplicate.reasons, actor.accountId, this.clock.now(), isForBoth],
    );
    return { ...duplicate, state: 'distinct' };
  }
}

/** Only what an index finds is compared: similar names of the producer, products of the set in the commune, those of the same certificate, bar code or photo. */
const CANDIDATES = `
  with alike as (
    select id from product where producer_id = $2 and search_name % $3
    union select id from product where commune_code = $5 and ocop_set = $4
    union select theirs.product_id from certificate ours join certificate theirs on theirs.number = ours.number
           where ours.product_id = $1 and ours.state <> 'refused' and theirs.state <> 'refused'
    union select theirs.product_id from pack ours join pack theirs on theirs.gtin = ours.gtin where ours.product_id = $1
    union select product_id from product_photo where photo_id = any($7::uuid[]))
  select o.id, o.name, m.name as "producerName", o.commune_code as "communeCode", c.name as "communeName", c.kind as "communeKind",
         o.producer_id = $2 as "isOwn", o.search_name = $3 as "hasSameName", similarity(o.search_name, $3) as "nameSimilarity",
         o.ocop_set = $4 as "isSameSet", coalesce(o.commune_code = $5, false) as "isSameCommune",
         exists (select from certificate ours join certificate theirs on theirs.number = ours.number
                  where ours.product_id = $1 and theirs.product_id = o.id and ours.state <> 'refused' and theirs.state <> 'refused') as "hasSameCertificate",
         exists (select from pack ours join pack theirs on theirs.gtin = ours.gtin where ours.product_id = $1 and theirs.product_id = o.id) as "hasSameGtin",
         exists (select from product_photo where product_id = o.id and photo_id = any($7::uuid[])) as "hasSamePhoto",
         d.reasons as "reasonsThen"
    from alike join product o on o.id = alike.id join producer m on m.id = o.producer_id
    left join commune c on c.code = o.commune_code
    left join product_distinct d on d.product_id = $1 and d.other_id = o.id
   where o.id <> $1 and o.is_demonstration = $6 and (o.producer_id = $2 or m.practice_of is null)
   order by "hasSameGtin" desc, similarity(o.search_name, $3) desc, o.id limit $8`;

function toDuplicate(candidate: Candidate): ProductDuplicateDto | null {
  const { id, name, producerName, communeCode, communeName, communeKind, isOwn, reasonsThen } = candidate;
  const suspicion = suspect(candidate);
  if (!suspicion) return null;
  return {
    ...{ id, name, producerName, communeCode, isOwn },
    communeVi: communeName !== null && communeKind !== null ? fullNameVi({ name: communeName, kind: communeKind }) : '',
    certainty: suspicion.certainty,
    score: suspicion.score,
    reasons: [...suspicion.reasons],
    reasonsVi: suspicion.reasons.map((reason) => REASONS_VI[reason]),
    state: staysDistinct(suspicion.reasons, reasonsThen) ? 'distinct' : 'open',
  };
}
