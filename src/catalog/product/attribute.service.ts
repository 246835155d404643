import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { rows } from '../../shared/db';
import { decodeCursor, exactTime, explainConstraints, invalid, toPage, type Page, type PagedRow } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { vietnamDay } from '../document/certificate.rules';
import { toAttributeDefinitionDto, type AttributeDefinitionDto } from './attribute.dto';
import { AttributeDefinition } from './attribute.entity';
import { mergeValues, type AttributeValues } from './attribute.rules';
import { labelLines, type LabelLine } from './label.rules';

type Described = Pick<AttributeDefinition, 'sets' | 'level' | 'labelVi' | 'source' | 'effectiveFrom'> &
  Partial<Pick<AttributeDefinition, 'helpVi' | 'unitVi' | 'choices' | 'maxChars' | 'onLabel'>>;

export type NewAttribute = Described & Pick<AttributeDefinition, 'code' | 'kind'> & { readonly id?: string; readonly effectiveTo?: string };
export type AttributeChange = Partial<Described> & Pick<Described, 'effectiveFrom'>;

explainConstraints({
  attribute_definition_pkey: { kind: problems.alreadyExists, detail: 'Thuộc tính này đã được tạo.' },
});

/** What products of a set may or must say of themselves, defined while the program runs; and the judging of what they say. */
@Injectable()
export class AttributeService {
  constructor(private readonly clock: Clock) {}

  /** Oldest first. */
  async list(
    db: EntityManager,
    query: { readonly limit: number; readonly cursor?: string; readonly set?: number; readonly day?: string },
  ): Promise<Page<AttributeDefinitionDto>> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    const found = await rows<PagedRow>(
      db,
      `select id, ${exactTime('created_at')} as "cursorAt" from attribute_definition
        where ($1::timestamptz is null or (created_at, id) > ($1, $2::uuid)) and ($3::int is null or $3 = any(sets))
          and ($4::date is null or $4 between effective_from and coalesce(effective_to, 'infinity'))
        order by created_at, id limit $5`,
      [after?.at ?? null, after?.id ?? null, query.set ?? null, query.day ?? null, query.limit + 1],
    );
    const definitions = await db.getRepository(AttributeDefinition).findBy({ id: In(found.map((row) => row.id)) });
    const byId = new Map(definitions.map((definition) => [definition.id, toAttributeDefinitionDto(definition)]));
    return toPage(
      found.filter((row) => byId.has(row.id)),
      query.limit,
      (row) => byId.get(row.id)!, // just filtered by it
    );
  }

  async define(tx: EntityManager, wanted: NewAttribute, accountId: string | null): Promise<AttributeDefinition> {
    const { helpVi = '', unitVi = '', choices = [], maxChars = 500, onLabel = true, effectiveTo = null } = wanted;
    const definition: AttributeDefinition = {
      ...wanted,
      ...{ helpVi, unitVi, choices, maxChars, onLabel, effectiveTo },
      id: wanted.id ?? newId(),
      createdBy: accountId,
      createdAt: this.clock.now(),
    };
    await this.lock(tx, definition.code);
    await this.insert(tx, definition);
    return definition;
  }

  /** The same attribute, otherwise, from a day on. Throws: not-found. */
  async change(tx: EntityManager, id: string, change: AttributeChange, accountId: string | null): Promise<AttributeDefinition> {
    const before = await this.locked(tx, id);
    const today = vietnamDay(this.clock.now());
    if (change.effectiveFrom < today) throw invalid([{ pointer: '/effectiveFrom', message: `Sớm nhất là hôm nay, ${today}.` }]);
    if (change.effectiveFrom <= before.effectiveFrom)
      throw invalid([{ pointer: '/effectiveFrom', message: `Phải sau ngày ${before.effectiveFrom}, khi quy định hiện có bắt đầu.` }]);
    if (before.effectiveTo !== null && change.effectiveFrom > before.effectiveTo)
      throw invalid([{ pointer: '/effectiveFrom', message: `Quy định này đã hết vào ngày ${before.effectiveTo}; hãy lập quy định mới.` }]);
    await rows(tx, 'update attribute_definition set effective_to = $2::date - 1 where id = $1', [id, change.effectiveFrom]);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const definition = { ...before, ...given, id: newId(), createdBy: accountId, createdAt: this.clock.now() };
    await this.insert(tx, definition);
    return definition;
  }

  /** Throws: not-found. */
  async end(tx: EntityManager, id: string, effectiveTo: string): Promise<AttributeDefinition> {
    const before = await this.locked(tx, id);
    const today = vietnamDay(this.clock.now());
    if (before.effectiveTo === effectiveTo) return before;
    if (before.effectiveTo !== null && before.effectiveTo < today)
      throw new Problem(problems.illegalMove, `Quy định này đã hết từ ngày ${before.effectiveTo}.`, { effectiveTo: before.effectiveTo });
    const earliest = today > before.effectiveFrom ? today : before.effectiveFrom;
    if (effectiveTo < earliest) throw invalid([{ pointer: '/effectiveTo', message: `Sớm nhất là ngày ${earliest}.` }]);
    await this.refuseOverlap(tx, { ...before, effectiveTo });
    await rows(tx, 'update attribute_definition set effective_to = $2 where id = $1', [id, effectiveTo]);
    return { ...before, effectiveTo };
  }

  /** What is to be stored of a product's attributes: `sent` merged into `stored`, judged by what is valid today for the set. Throws: validation. */
  async merged(db: EntityManager, set: number, stored: AttributeValues, sent: Readonly<Record<string, unknown>>): Promise<AttributeValues> {
    if (Object.keys(sent).length === 0) return stored;
    const merged = mergeValues(stored, sent, await this.validToday(db, set));
    if ('errors' in merged) throw invalid(merged.errors);
    return merged.values;
  }

  /** What the product's label says today. */
  async label(db: EntityManager, product: { readonly ocopSet: number; readonly attributes: AttributeValues }): Promise<LabelLine[]> {
    if (Object.keys(product.attributes).length === 0) return [];
    return labelLines(product.attributes, await this.validToday(db, product.ocopSet));
  }

  /** Definitions that are valid today for a set. */
  async validToday(db: EntityManager, set: number): Promise<AttributeDefinition[]> {
    return db
      .getRepository(AttributeDefinition)
      .createQueryBuilder('d')
      .where(`:set = any(d.sets) and :day between d.effective_from and coalesce(d.effective_to, 'infinity')`, {
        set,
        day: vietnamDay(this.clock.now()),
      })
      .getMany();
  }

  /** One writer at a time per code, so that the look for another definition of that time holds. */
  private async lock(tx: EntityManager, code: string): Promise<void> {
    await rows(tx, `select pg_advisory_xact_lock(hashtextextended('attribute ' || $1, 0))`, [code]);
  }

  private async locked(tx: EntityManager, id: string): Promise<AttributeDefinition> {
    const definitions = tx.getRepository(AttributeDefinition);
    const known = await definitions.findOneBy({ id });
    if (!known) throw new Problem(problems.notFound);
    await this.lock(tx, known.code);
    return definitions.findOneByOrFail({ id }); // again: it may have changed while we waited
  }

  private async insert(tx: EntityManager, definition: AttributeDefinition): Promise<void> {
    const { code, kind, choices, effectiveFrom, effectiveTo } = definition;
    if ((kind === 'choice') !== choices.length > 0)
      throw invalid([
        {
          pointer: '/choices',
          message: kind === 'choice' ? 'Cần ít nhất một lựa chọn.' : 'Chỉ thuộc tính loại "choice" mới có danh sách lựa chọn.',
        },
      ]);
    if (effectiveTo !== null && effectiveTo < effectiveFrom)
      throw invalid([{ pointer: '/effectiveTo', message: 'Ngày cuối phải từ ngày đầu trở đi.' }]);
    const [other] = await rows<{ kind: string }>(tx, 'select kind from attribute_definition where code = $1 and kind <> $2 limit 1', [
      code,
      kind,
    ]);
    if (other) throw invalid([{ pointer: '/kind', message: `Thuộc tính "${code}" đã có, thuộc loại "${other.kind}".` }]);
    await this.refuseOverlap(tx, definition);
    await tx.getRepository(AttributeDefinition).insert(definition);
  }

  /** For one set and day a code has one meaning. Throws: already-exists. */
  private async refuseOverlap(tx: EntityManager, { id, code, sets, effectiveFrom, effectiveTo }: AttributeDefinition): Promise<void> {
    const [other] = await rows<{ id: string }>(
      tx,
      `select id from attribute_definition where code = $2 and id <> $1 and sets && $3::int[]
          and daterange(effective_from, effective_to, '[]') && daterange($4, $5, '[]') limit 1`,
      [id, code, sets, effectiveFrom, effectiveTo],
    );
    if (!other) return;
    throw new Problem(problems.alreadyExists, `Thuộc tính "${code}" đã có cho nhóm và thời gian này; hãy sửa nó.`, { id: other.id });
  }
}
