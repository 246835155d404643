import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { decodeCursor, exactTime, explainConstraints, invalid, toPage, type Page, type PagedRow } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { vietnamDay } from '../document/certificate.rules';
import { DOCUMENT_TYPES } from '../document/document.rules';
import { conditionFault, type ConditionTest } from './condition.rules';
import { toRuleDto, type RuleDto } from './rule.dto';
import { Rule } from './rule.entity';
import {
  dayBefore,
  ORDER_CONDITIONS,
  PLATFORM_ABILITIES,
  type RuleAsks,
  type RuleLevel,
  type RuleState,
  type RuleTopic,
} from './rule.rules';

export interface NewRule {
  readonly id?: string;
  readonly code: string;
  readonly topic: RuleTopic;
  readonly asks: RuleAsks;
  readonly asked: readonly string[];
  readonly sets: readonly number[];
  readonly level: RuleLevel;
  readonly condition: readonly ConditionTest[];
  readonly textVi: string;
  readonly noteVi?: string;
  readonly source: string;
  readonly effectiveFrom: string;
  readonly effectiveTo?: string | null;
}

export interface RuleList {
  readonly limit: number;
  readonly cursor?: string;
  readonly set?: number;
  readonly day?: string;
  readonly state?: RuleState;
}

explainConstraints({
  rule_pkey: { kind: problems.alreadyExists, detail: 'Quy tắc này đã được tạo.' },
  rule_period_forward: { kind: problems.validation, detail: 'Ngày cuối phải từ ngày bắt đầu trở đi.', pointer: '/effectiveTo' },
});

/** What `asked` may name, by what the rule asks. */
const MAY_ASK: Readonly<Record<RuleAsks, readonly string[]>> = {
  document: Object.keys(DOCUMENT_TYPES),
  platform: PLATFORM_ABILITIES,
  order: ORDER_CONDITIONS,
  'shelf-life': [],
  certificate: [],
  block: [],
};

/** Rules as operators keep them while the program runs. Every change is a new version under a new revision; what was is never lost. */
@Injectable()
export class RuleService {
  constructor(private readonly clock: Clock) {}

  /** The versions that are known now, oldest first. */
  async list(db: EntityManager, { limit, cursor, set, day = vietnamDay(this.clock.now()), state }: RuleList): Promise<Page<RuleDto>> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const found = await rows<PagedRow>(
      db,
      `select id, ${exactTime('created_at')} as "cursorAt" from rule
        where until_revision is null and ($2::timestamptz is null or (created_at, id) > ($2, $3::uuid)) and ($4::integer is null or $4 = any(sets))
          and ($5::text is null or $5 = case when effective_to < $6::date then 'ended' when suspended_from <= $6::date then 'suspended'
                                             when effective_from > $6::date then 'coming' else 'in-force' end)
        order by created_at, id limit $1`,
      [limit + 1, after?.at ?? null, after?.id ?? null, set ?? null, state ?? null, day],
    );
    const rules = await db.getRepository(Rule).findBy({ id: In(found.map((row) => row.id)) });
    const byId = new Map(rules.map((rule) => [rule.id, toRuleDto(rule, day)]));
    return toPage(
      found.filter((row) => byId.has(row.id)),
      limit,
      (row) => byId.get(row.id)!, // just filtered by it
    );
  }

  /** A new rule, or from its first day on the new version of one that is there. Throws: validation with the field that is meant. */
  async add(tx: EntityManager, wanted: NewRule, accountId: string): Promise<RuleDto> {
    refuseUnknown(wanted);
    const revision = await this.raise(tx, wanted.code);
    const repository = tx.getRepository(Rule);
    const known = await repository.find({ where: { code: wanted.code, untilRevision: IsNull() } });
    for (const older of known) {
      if (older.effectiveTo !== null && older.effectiveTo < wanted.effectiveFrom) continue;
      await this.retire(tx, older, revision);
      // What was to begin later than the new version never begins.
      if (older.effectiveFrom < wanted.effectiveFrom)
        await this.insert(tx, { ...older, effectiveTo: dayBefore(wanted.effectiveFrom) }, revision, accountId);
    }
    const { noteVi = '', effectiveTo = null, asked, sets } = wanted;
    const version = { ...wanted, noteVi, effectiveTo, asked: [...asked], sets: [...sets], suspendedFrom: null, suspendedBy: null };
    return this.insert(tx, version, revision, accountId, wanted.id);
  }

  /** Throws: not-found; illegal-move when a newer version is there; validation for a day before its first. */
  async end(tx: EntityManager, ruleId: string, lastDay: string, accountId: string): Promise<RuleDto> {
    const rule = await this.current(tx, ruleId);
    if (lastDay < rule.effectiveFrom) throw invalid([{ pointer: '/lastDay', message: 'Ngày cuối phải từ ngày bắt đầu trở đi.' }]);
    return this.replace(tx, { ...rule, effectiveTo: lastDay }, accountId);
  }

  /** Throws: not-found; illegal-move when a newer version is there; validation for a day before its first. */
  async suspend(tx: EntityManager, ruleId: string, from: string, by: string, accountId: string): Promise<RuleDto> {
    const rule = await this.current(tx, ruleId);
    if (from < rule.effectiveFrom) throw invalid([{ pointer: '/from', message: 'Ngày tạm ngưng phải từ ngày bắt đầu trở đi.' }]);
    return this.replace(tx, { ...rule, suspendedFrom: from, suspendedBy: by }, accountId);
  }

  private async replace(tx: EntityManager, rule: Rule, accountId: string): Promise<RuleDto> {
    const revision = await this.raise(tx, rule.code);
    await this.retire(tx, await this.current(tx, rule.id), revision); // whoever was faster has made a newer version
    return this.insert(tx, rule, revision, accountId);
  }

  private async current(tx: EntityManager, ruleId: string): Promise<Rule> {
    const rule = await tx.getRepository(Rule).findOneBy({ id: ruleId });
    if (!rule) throw new Problem(problems.notFound);
    if (rule.untilRevision !== null) throw new Problem(problems.illegalMove, 'Quy tắc này đã có phiên bản mới hơn.');
    return rule;
  }

  /** Whoever changes rules at the same time waits here. */
  private async raise(tx: EntityManager, code: string): Promise<number> {
    const [raised] = await rows<{ number: number }>(tx, 'select raise_rule_revision($1) as number', [`rule ${code}`]);
    if (!raised) throw new Error('no revision');
    return raised.number;
  }

  private async retire(tx: EntityManager, rule: Rule, revision: number): Promise<void> {
    await tx.getRepository(Rule).update({ id: rule.id }, { untilRevision: revision });
  }

  private async insert(
    tx: EntityManager,
    rule: Omit<Rule, 'id' | 'version' | 'sinceRevision' | 'untilRevision' | 'createdBy' | 'createdAt'>,
    sinceRevision: number,
    createdBy: string,
    id = newId(),
  ): Promise<RuleDto> {
    const now = this.clock.now();
    const [last] = await rows<{ version: number }>(tx, 'select coalesce(max(version), 0) as version from rule where code = $1', [
      rule.code,
    ]);
    const { code, topic, asks, asked, sets, level, condition, textVi, noteVi, source } = rule;
    const { effectiveFrom, effectiveTo, suspendedFrom, suspendedBy } = rule;
    await tx.getRepository(Rule).insert({
      ...{
        id,
        code,
        topic,
        asks,
        asked,
        sets,
        level,
        condition,
        textVi,
        noteVi,
        source,
        effectiveFrom,
        effectiveTo,
        suspendedFrom,
        suspendedBy,
      },
      ...{ version: (last?.version ?? 0) + 1, sinceRevision, untilRevision: null, createdBy, createdAt: now },
    });
    return toRuleDto(await tx.getRepository(Rule).findOneByOrFail({ id }), vietnamDay(now));
  }
}

function refuseUnknown({ asks, asked, condition, effectiveFrom, effectiveTo }: NewRule): void {
  const known = MAY_ASK[asks];
  const errors = asked.flatMap((name, i) =>
    known.includes(name) ? [] : [{ pointer: `/asked/${i}`, message: 'Hệ thống không biết điều được hỏi này.' }],
  );
  if (known.length > 0 && asked.length === 0) errors.push({ pointer: '/asked', message: 'Cần ghi quy tắc hỏi gì.' });
  condition.forEach((test, i) => {
    const message = conditionFault(test);
    if (message !== null) errors.push({ pointer: `/condition/${i}`, message });
  });
  if (effectiveTo && effectiveTo < effectiveFrom)
    errors.push({ pointer: '/effectiveTo', message: 'Ngày cuối phải từ ngày bắt đầu trở đi.' });
  if (errors.length > 0) throw invalid(errors);
}
