import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Bindings, rows, Transactions } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { isPractice } from '../practice/practice.rules';
import { visibleProducers } from '../access/visible-producers';
import { isLeft } from '../merge/merged.sql';
import type { Producer } from '../producer/producer.entity';
import type { SecretKind } from '../producer/producer-secret.entity';
import { ProducerSecrets, type NumberHashes } from '../producer/producer.secrets';
import type { DuplicateDto, DuplicateList } from './duplicate.dto';
import { DuplicateHint } from './duplicate.entity';
import { REASONS_VI, SIMILAR, suspect, viewOf, type DuplicateReason, type Likeness } from './duplicate.rules';

/** Most hints that one producer gets at a time, and most that are listed. */
const MOST = { found: 20, listed: 100 } as const;

type Row = DuplicateHint & { readonly otherId: string; readonly name: string; readonly communeCode: string | null } & {
  readonly provinceCode: string;
  readonly ownProvinceCode: string;
  readonly isTheirs: boolean;
};

/** Flags producers that may be one and the same, whoever enters them and however: what saves a producer calls `look`. */
@Injectable()
export class DuplicateService {
  constructor(
    private readonly transactions: Transactions,
    private readonly secrets: ProducerSecrets,
    private readonly clock: Clock,
  ) {}

  /** Looks for others like the producer that `tx` has just saved, and keeps the hints up to date. What was dismissed comes back only for a new reason. */
  async look(tx: EntityManager, producer: Producer): Promise<void> {
    const hashes = await this.secrets.hashes(tx, producer.id);
    await this.waitForEqual(tx, producer, hashes);
    const found = (await this.alike(tx, producer, hashes))
      .flatMap(({ id, ...like }) => {
        const suspicion = suspect(like);
        return suspicion ? [{ id, ...suspicion }] : [];
      })
      .sort((a, b) => b.score - a.score)
      .slice(0, MOST.found);
    await tx.query(
      `delete from producer_duplicate_hint where state = 'open' and (producer_a = $1 or producer_b = $1)
         and not (case when producer_a = $1 then producer_b else producer_a end = any($2::uuid[]))`,
      [producer.id, found.map((one) => one.id)],
    );
    await tx.query(
      `insert into producer_duplicate_hint as h (id, producer_a, producer_b, certainty, reasons, score, created_at)
         select f.id, least($1::uuid, f.other), greatest($1::uuid, f.other), f.certainty, string_to_array(f.reasons, ','), f.score, $7
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::integer[]) as f (id, other, certainty, reasons, score)
       on conflict on constraint producer_duplicate_hint_pair_once do update
         set certainty = excluded.certainty, score = excluded.score, reasons = excluded.reasons,
             state = case when h.state = 'dismissed' and not excluded.reasons <@ h.reasons then 'open' else h.state end`,
      [
        producer.id,
        found.map(() => newId()),
        found.map((one) => one.id),
        found.map((one) => one.certainty),
        found.map((one) => one.reasons.join(',')),
        found.map((one) => one.score),
        this.clock.now(),
      ],
    );
  }

  /** As far as the actor may know of the others. */
  async list(db: EntityManager, actor: Actor, producerId: string): Promise<DuplicateList> {
    const { bind, values } = new Bindings();
    const one = bind(producerId);
    const found = await rows<Row>(
      db,
      `select h.id, h.certainty, h.reasons, h.score, h.state, o.id as "otherId", o.name, o.commune_code as "communeCode",
              o.province_code as "provinceCode", p.province_code as "ownProvinceCode",
              coalesce(${visibleProducers(actor, 'o.id', bind, this.clock.now())}, false) as "isTheirs"
       from producer_duplicate_hint h
       join producer p on p.id = ${one}
       join producer o on o.id = case when h.producer_a = ${one} then h.producer_b else h.producer_a end
       where h.producer_a = ${one} or h.producer_b = ${one}
       order by h.score desc, h.id limit ${bind(MOST.listed)}`,
      values,
    );
    return {
      items: found.flatMap((row) => {
        const view = viewOf(actor, row, { provinceCode: row.ownProvinceCode });
        return view === 'none' ? [] : [toDto(row, view)];
      }),
    };
  }

  readList(actor: Actor, producerId: string): Promise<DuplicateList> {
    return this.list(this.transactions.reader, actor, producerId);
  }

  /** Throws: Problem not-found, also when the actor may not know of the other producer. */
  async decide(tx: EntityManager, actor: Actor, producerId: string, hintId: string, state: 'dismissed' | 'same'): Promise<DuplicateDto> {
    const known = (await this.list(tx, actor, producerId)).items.find((item) => item.id === hintId);
    if (!known) throw new Problem(problems.notFound, 'Không có nghi vấn trùng này.');
    await tx.update(DuplicateHint, { id: hintId }, { state, decidedBy: actor.accountId, decidedAt: this.clock.now() });
    return { ...known, state };
  }

  /** Of two that are entered at the same moment the second waits for the first, and then sees it. */
  private async waitForEqual(tx: EntityManager, producer: Producer, hashes: NumberHashes): Promise<void> {
    const { taxCode, legacyTaxCode, registrationNumber, communeCode } = producer;
    const hidden = [...hashes.phone, ...hashes.personalNumber].map((hash) => hash.toString('hex'));
    await tx.query(
      `select pg_advisory_xact_lock(key) from (
         select distinct hashtextextended('producer ' || given, 0) as key from unnest($1::text[]) as given where given is not null order by key
       ) as keys`,
      [[taxCode, legacyTaxCode, registrationNumber, communeCode, ...hidden]],
    );
  }

  private async alike(tx: EntityManager, producer: Producer, hashes: NumberHashes): Promise<({ readonly id: string } & Likeness)[]> {
    const { id, taxCode, legacyTaxCode, registrationNumber, communeCode, isDemonstration } = producer;
    const numbers = [taxCode, legacyTaxCode, registrationNumber].filter((number) => number !== null);
    return rows(tx, ALIKE, [
      id,
      isDemonstration,
      numbers,
      hashes.phone,
      communeCode,
      SIMILAR.inCommune,
      hashes.personalNumber,
      SIMILAR.withPhone,
    ]);
  }
}

/** SQL: ids of the producers with a number of these hashes. An array, which is made once and can be looked up in an index. */
const withNumber = (kind: SecretKind, hashes: string): string =>
  `array(select producer_id from producer_secret where kind = '${kind}' and number_index = any(${hashes}::bytea[]))`;

/** A cooperative's registration number is its tax code, so each is compared with each. */
export const ALIKE = `
  with own as materialized (select name_key from producer where id = $1)
  select o.id,
         coalesce(o.tax_code = any($3::text[]) or o.legacy_tax_code = any($3::text[]), false) as "hasSameTaxCode",
         coalesce(o.registration_number = any($3::text[]), false) as "hasSameRegistration",
         o.id = any(${withNumber('personal-number', '$7')}) as "hasSamePersonalNumber",
         o.id = any(${withNumber('phone', '$4')}) as "hasSamePhone",
         coalesce(o.commune_code = $5, false) as "isSameCommune",
         o.name_key = own.name_key as "hasSameName",
         similarity(o.name_key, own.name_key) as "nameSimilarity"
  from own, producer o
  where o.id <> $1 and o.is_demonstration = $2 and o.practice_of is null and not ${isPractice('$1')} and ${isLeft('o.id')}
    and (o.tax_code = any($3::text[]) or o.legacy_tax_code = any($3::text[]) or o.registration_number = any($3::text[])
         or o.id = any(${withNumber('personal-number', '$7')}) or (o.id = any(${withNumber('phone', '$4')}) and similarity(o.name_key, own.name_key) >= $8)
         or (o.commune_code = $5 and similarity(o.name_key, own.name_key) >= $6))
  order by 2 desc, 3 desc, 4 desc, similarity(o.name_key, own.name_key) desc, o.id limit 200`;

function toDto(row: Row, view: 'whole' | 'outline'): DuplicateDto {
  const reasons = view === 'whole' ? row.reasons : [];
  return {
    id: row.id,
    producerId: view === 'whole' ? row.otherId : null,
    name: row.name,
    communeCode: row.communeCode,
    certainty: row.certainty,
    reasons,
    reasonsVi: reasons.map((reason) => REASONS_VI[reason as DuplicateReason]), // what `suspect` gave
    score: row.score,
    state: row.state,
  };
}
