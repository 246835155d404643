import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import type { Ruling } from '../readiness/gap.rules';
import type { PlatformVersion } from './platform-rule.rules';
import type { RuleFacts } from './rule.rules';

export type Law = Ruling & { readonly platforms: readonly PlatformVersion[] };

const RULE = `code, version, topic, asks, asked, sets, level, condition, text_vi as "textVi", note_vi as "noteVi", source, effective_from::text as "effectiveFrom",
  effective_to::text as "effectiveTo", suspended_from::text as "suspendedFrom", suspended_by as "suspendedBy"`;

/** The rules as they are applied. Read again only when a revision says that something has changed. */
@Injectable()
export class RuleReader {
  private known: Law | undefined;

  /** The law as we know it now, with what is past and what is to come: who applies it goes by the day. */
  async now(db: EntityManager): Promise<Law> {
    const revision = await this.revision(db);
    if (this.known?.revision === revision) return this.known;
    const definitions = await rows<Ruling['definitions'][number]>(
      db,
      `select code, kind, sets, level, label_vi as "labelVi", unit_vi as "unitVi", on_label as "onLabel", source, effective_from::text as "effectiveFrom", effective_to::text as "effectiveTo"
         from attribute_definition order by code, effective_from, id`,
    );
    const ruling = { revision, rules: await this.rulesAt(db, revision), definitions, platforms: await this.platformsAt(db, revision) };
    // Only what is committed is kept for others, and only if nothing was changed while we read.
    if (!db.queryRunner?.isTransactionActive && (await this.revision(db)) === revision) this.known = ruling;
    return ruling;
  }

  /** The rules as we knew them at an earlier revision. */
  rulesAt(db: EntityManager, revision: number): Promise<RuleFacts[]> {
    return rows<RuleFacts>(
      db,
      `select ${RULE} from rule where since_revision <= $1 and (until_revision is null or until_revision > $1) order by code, version`,
      [revision],
    );
  }

  /** What platforms demanded as we knew it at an earlier revision. */
  platformsAt(db: EntityManager, revision: number): Promise<PlatformVersion[]> {
    return rows<PlatformVersion>(
      db,
      `select platform, version, origin, content, effective_from::text as "effectiveFrom", effective_to::text as "effectiveTo"
         from platform_rule where since_revision <= $1 and (until_revision is null or until_revision > $1) order by platform, version`,
      [revision],
    );
  }

  private async revision(db: EntityManager): Promise<number> {
    const [last] = await rows<{ number: number }>(db, 'select coalesce(max(number), 0) as number from rule_revision');
    return last?.number ?? 0;
  }
}
