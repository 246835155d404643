import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { PlatformRegistry } from '../../platform';
import { rows } from '../../shared/db';
import { decodeCursor, exactTime, explainConstraints, invalid, toPage, type Page, type PagedRow } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { vietnamDay } from '../document/certificate.rules';
import type { PlatformFacts } from '../readiness/gap.rules';
import { toPlatformRuleDto, type CreatePlatformRule, type PlatformRuleDto } from './platform-rule.dto';
import { PlatformRule } from './platform-rule.entity';
import { demandFaults, platformOn, type PlatformOverride } from './platform-rule.rules';
import { RuleReader } from './rule.reader';

explainConstraints({ platform_rule_pkey: { kind: problems.alreadyExists, detail: 'Quy tắc này đã được tạo.' } });

/** What each platform demands: asked here by everybody who checks, prepares or publishes, and kept by operators. */
@Injectable()
export class PlatformRules {
  constructor(
    private readonly clock: Clock,
    private readonly registry: PlatformRegistry,
    private readonly reader: RuleReader,
  ) {}

  /** What counts today, or on that day. Throws: Problem not-found for a platform that this program does not know. */
  async of(db: EntityManager, platform: string, day = vietnamDay(this.clock.now())): Promise<PlatformFacts> {
    this.registry.get(platform);
    const facts = platformOn((await this.reader.now(db)).platforms, platform, day);
    if (!facts) throw new Error(`the description of ${platform} was never loaded`);
    return facts;
  }

  /** The versions that are known now, oldest first. */
  async list(
    db: EntityManager,
    query: { readonly limit: number; readonly cursor?: string; readonly platform?: string },
  ): Promise<Page<PlatformRuleDto>> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    const found = await rows<PagedRow>(
      db,
      `select id, ${exactTime('created_at')} as "cursorAt" from platform_rule
        where until_revision is null and ($2::timestamptz is null or (created_at, id) > ($2, $3::uuid)) and ($4::text is null or platform = $4)
        order by created_at, id limit $1`,
      [query.limit + 1, after?.at ?? null, after?.id ?? null, query.platform ?? null],
    );
    const rules = await db.getRepository(PlatformRule).findBy({ id: In(found.map((row) => row.id)) });
    const byId = new Map(rules.map((rule) => [rule.id, toPlatformRuleDto(rule)]));
    return toPage(
      found.filter((row) => byId.has(row.id)),
      query.limit,
      (row) => byId.get(row.id)!, // just filtered by it
    );
  }

  /** Lays something over a platform's description. Throws: not-found; validation when nothing sensible comes of it. */
  async lay(tx: EntityManager, wanted: CreatePlatformRule, accountId: string): Promise<PlatformRuleDto> {
    const { platform, noteVi, effectiveFrom, effectiveTo = null } = wanted;
    if (!this.registry.has(platform)) throw invalid([{ pointer: '/platform', message: 'Hệ thống không biết sàn này.' }]);
    const content = overrideOf(wanted);
    if (Object.keys(content).length === 0) throw invalid([{ pointer: '', message: 'Cần ghi ít nhất một điều khác với mô tả của sàn.' }]);
    if (effectiveTo !== null && effectiveTo < effectiveFrom)
      throw invalid([{ pointer: '/effectiveTo', message: 'Ngày cuối phải từ ngày bắt đầu trở đi.' }]);
    const [revision] = await rows<{ number: number }>(tx, `select raise_rule_revision('platform ' || $1) as number`, [platform]);
    const [last] = await rows<{ version: number }>(
      tx,
      'select coalesce(max(version), 0) as version from platform_rule where platform = $1',
      [platform],
    );
    const version = (last?.version ?? 0) + 1;
    const { platforms } = await this.reader.now(tx);
    const laid = platformOn(
      [...platforms, { platform, version, origin: 'operator', content, effectiveFrom, effectiveTo }],
      platform,
      effectiveFrom,
    );
    const faults = laid ? demandFaults(laid) : [];
    if (faults.length > 0) throw invalid(faults);
    return this.insert(
      tx,
      { ...{ platform, version, noteVi, effectiveFrom, effectiveTo }, content },
      revision?.number ?? 0,
      accountId,
      wanted.id,
    );
  }

  /** Throws: not-found, also for what an adapter says; illegal-move when a newer version is there. */
  async end(tx: EntityManager, ruleId: string, lastDay: string, accountId: string): Promise<PlatformRuleDto> {
    const found = await tx.getRepository(PlatformRule).findOneBy({ id: ruleId, origin: 'operator' });
    if (!found) throw new Problem(problems.notFound);
    const [revision] = await rows<{ number: number }>(tx, `select raise_rule_revision('platform ' || $1) as number`, [found.platform]);
    const rule = await tx.getRepository(PlatformRule).findOneByOrFail({ id: ruleId }); // nobody else changes it any more
    if (rule.untilRevision !== null) throw new Problem(problems.illegalMove, 'Quy tắc này đã có phiên bản mới hơn.');
    if (lastDay < rule.effectiveFrom) throw invalid([{ pointer: '/lastDay', message: 'Ngày cuối phải từ ngày bắt đầu trở đi.' }]);
    await tx.getRepository(PlatformRule).update({ id: ruleId }, { untilRevision: revision?.number });
    const [last] = await rows<{ version: number }>(tx, 'select max(version) as version from platform_rule where platform = $1', [
      rule.platform,
    ]);
    return this.insert(tx, { ...rule, version: (last?.version ?? 0) + 1, effectiveTo: lastDay }, revision?.number ?? 0, accountId);
  }

  private async insert(
    tx: EntityManager,
    rule: Pick<PlatformRule, 'platform' | 'version' | 'content' | 'noteVi' | 'effectiveFrom' | 'effectiveTo'>,
    sinceRevision: number,
    createdBy: string,
    id = newId(),
  ): Promise<PlatformRuleDto> {
    const { platform, version, content, noteVi, effectiveFrom, effectiveTo } = rule;
    await tx.getRepository(PlatformRule).insert({
      ...{ id, platform, version, content, noteVi, effectiveFrom, effectiveTo, sinceRevision, createdBy },
      ...{ origin: 'operator', untilRevision: null, createdAt: this.clock.now() },
    });
    return toPlatformRuleDto(await tx.getRepository(PlatformRule).findOneByOrFail({ id }));
  }
}

function overrideOf({ photoRule, textRule, ocopCertificate, ageGate, categories }: CreatePlatformRule): PlatformOverride {
  const photo = given(photoRule);
  const text = given(textRule);
  return {
    ...(photo ? { photoRule: photo } : {}),
    ...(text ? { textRule: text } : {}),
    ...(ocopCertificate === undefined ? {} : { requires: { ocopCertificate } }),
    ...(ageGate === undefined ? {} : { ageGate }),
    ...(categories === undefined ? {} : { categoryForSet: Object.fromEntries(categories.map(({ set, code }) => [set, code ?? null])) }),
  };
}

/** Only the fields that were sent; null when none was. */
function given<T extends object>(part: T | undefined): T | null {
  const fields = Object.entries(part ?? {}).filter(([, value]) => value !== undefined);
  return fields.length > 0 ? (Object.fromEntries(fields) as T) : null; // a part of its own entries
}
