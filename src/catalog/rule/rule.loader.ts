import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v5 } from 'uuid';
import { rows, Transactions } from '../../shared/db';
import { ATTRIBUTE_SEED } from './attribute.seed';
import { RULE_SEED } from './rule.seed';

/** Names what is loaded here: the same rule gets the same id in every process, so that nothing is loaded twice. */
const NAMESPACE = '3f1d2c54-0a6e-5f0b-8f3c-72756c657321';

/**
 * Adds the rules and definitions that the database does not know yet. Those it knows stay as people have made them there. Several processes may start at once.
 */
@Injectable()
export class RuleLoader implements OnModuleInit {
  constructor(private readonly transactions: Transactions) {}

  async onModuleInit(): Promise<void> {
    await this.transactions.run((tx) => this.load(tx));
  }

  /** Answers how many rules and definitions had to be added. */
  async load(tx: EntityManager): Promise<number> {
    const wanted = { rules: RULE_SEED.map((one) => one.code), attributes: ATTRIBUTE_SEED.map((one) => one.code) };
    if ((await this.missing(tx, wanted)) === 0) return 0;
    const [revision] = await rows<{ number: number }>(tx, `select raise_rule_revision('loaded') as number`);
    // Whoever raised the number before us has committed: what it has loaded is seen now.
    const missing = await this.missing(tx, wanted);
    if (missing === 0) return 0;
    await rows(
      tx,
      `insert into rule (id, code, version, topic, asks, asked, sets, level, condition, text_vi, note_vi, source, effective_from, effective_to, suspended_from, suspended_by, since_revision)
       select r.id, r.code, 1, r.topic, r.asks, r.asked, r.sets, r.level, r.condition, r.text_vi, r.note_vi, r.source, r.effective_from, r.effective_to, r.suspended_from, r.suspended_by, $2
         from jsonb_populate_recordset(null::rule, $1) r where not exists (select 1 from rule known where known.code = r.code)`,
      [JSON.stringify(RULE_SEED.map((one) => snake({ id: v5(`rule/${one.code}`, NAMESPACE), ...one }))), revision?.number],
    );
    await rows(
      tx,
      `insert into attribute_definition (id, code, sets, kind, level, label_vi, help_vi, unit_vi, choices, max_chars, on_label, source, effective_from)
       select a.id, a.code, a.sets, a.kind, a.level, a.label_vi, a.help_vi, a.unit_vi, a.choices, a.max_chars, a.on_label, a.source, a.effective_from
         from jsonb_populate_recordset(null::attribute_definition, $1) a where not exists (select 1 from attribute_definition known where known.code = a.code)`,
      [JSON.stringify(ATTRIBUTE_SEED.map((one) => snake({ id: attributeId(one.code), ...one })))],
    );
    return missing;
  }

  private async missing(
    tx: EntityManager,
    wanted: { readonly rules: readonly string[]; readonly attributes: readonly string[] },
  ): Promise<number> {
    const [count] = await rows<{ n: number }>(
      tx,
      `select ((select count(*) from unnest($1::text[]) w (code) where not exists (select 1 from rule where rule.code = w.code))
             + (select count(*) from unnest($2::text[]) w (code) where not exists (select 1 from attribute_definition a where a.code = w.code)))::int as n`,
      [wanted.rules, wanted.attributes],
    );
    return count?.n ?? 0;
  }
}

const attributeId = (code: string): string => v5(`attribute/${code}`, NAMESPACE);

/** Keys as the columns are called. */
function snake(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );
}
