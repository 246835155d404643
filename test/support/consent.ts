import type { Person } from './app';
import type { Statements } from './papers';

interface Text {
  readonly purpose: string;
  readonly version: number;
  readonly platform: string | null;
}

/** The body of a request by which a producer agrees to be published everywhere: on paper, unless its own people do it. */
export function consentBody(texts: readonly Text[], byOwnPeople = false): object {
  const publishing = texts.filter((text) => text.purpose === 'publish-on-platform');
  return {
    consents: publishing.map(({ purpose, platform, version }) => ({ purpose, platform, textVersion: version, agreed: true })),
    proof: {
      ...(byOwnPeople ? { method: 'app-tap' } : { method: 'paper-photo', evidenceSha256: 'cd'.repeat(32) }),
      ...{ signerName: 'Nguyễn Thị Thử', signerRelation: 'self' },
    },
  };
}

/** Agrees to be published on every platform of the program, over HTTP. `home`: path of the producer. */
export async function agreeToPublish(person: Person, home: string): Promise<void> {
  const { body } = await person.get<{ items: Text[] }>('/api/v1/consent-texts');
  const given = await person.post(`${home}/consents`, consentBody(body.items, person.role === 'producer'));
  if (given.status !== 201) throw new Error(`cannot agree: ${given.text}`);
}

/** The same straight in the database, for the producers of these products. */
export async function giveConsents(db: Statements, productIds: readonly string[], platforms: readonly string[]): Promise<void> {
  await db.query(
    `with collector as (insert into account (id, phone_box, name, role, password_hash)
         values (gen_random_uuid(), '', 'Người ghi', 'operator', '') returning id)
     insert into consent (id, producer_id, purpose, text_version, text_sha256, platform, platform_name, signer_name, signer_relation, method, given_at, collected_by)
     select gen_random_uuid(), m.producer_id, t.purpose, t.version, t.sha256, s.code, s.code, 'Nguyễn Thị Thử', 'self', 'app-tap', '2026-01-01', collector.id
       from collector, consent_text t, unnest($2::text[]) as s (code), (select distinct producer_id from product where id = any($1::uuid[])) m
      where t.purpose = 'publish-on-platform' and t.version = 1`,
    [productIds, platforms],
  );
}
