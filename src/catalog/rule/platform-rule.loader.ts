import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PlatformRegistry } from '../../platform';
import { rows, Transactions } from '../../shared/db';
import { Clock, newId } from '../../shared/kernel';
import { vietnamDay } from '../document/certificate.rules';
import { demandsOf, digestOf } from './platform-rule.rules';

/** Brings what the adapters describe into the database: a new version where a description has changed, none where it has not. Several processes may start at once. */
@Injectable()
export class PlatformRuleLoader implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly registry: PlatformRegistry,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.transactions.run((tx) => this.load(tx));
  }

  /** Answers the codes of the platforms that got a new version. */
  async load(tx: EntityManager): Promise<string[]> {
    if ((await this.changed(tx)).length === 0) return [];
    const [revision] = await rows<{ number: number }>(tx, `select raise_rule_revision('platforms') as number`);
    // Whoever raised the number before us has committed: what it has loaded is seen now.
    const changed = await this.changed(tx);
    await rows(
      tx,
      `update platform_rule set until_revision = $2 where origin = 'adapter' and until_revision is null and platform = any($1)`,
      [changed.map(({ adapter }) => adapter.code), revision?.number],
    );
    await rows(
      tx,
      `insert into platform_rule (id, platform, version, origin, content, effective_from, since_revision)
       select given.id, given.platform, 1 + coalesce((select max(version) from platform_rule known where known.platform = given.platform), 0), 'adapter',
              given.content, $4, $5 from unnest($1::uuid[], $2::text[], $3::jsonb[]) as given (id, platform, content)`,
      [
        changed.map(() => newId()),
        changed.map(({ adapter }) => adapter.code),
        changed.map(({ description }) => JSON.stringify(demandsOf(description))),
        vietnamDay(this.clock.now()),
        revision?.number,
      ],
    );
    return changed.map(({ adapter }) => adapter.code);
  }

  private async changed(tx: EntityManager): Promise<ReturnType<PlatformRegistry['all']>> {
    const known = await rows<{ platform: string; content: object }>(
      tx,
      `select platform, content from platform_rule where origin = 'adapter' and until_revision is null`,
    );
    const digests = new Map(known.map(({ platform, content }) => [platform, digestOf(content)]));
    return this.registry.all().filter(({ adapter, description }) => digests.get(adapter.code) !== digestOf(demandsOf(description)));
  }
}
