import type { EntityManager } from 'typeorm';
import { awaitsCode, consentCounts, PUBLISHING } from '../../people';
import { rows } from '../../shared/db';
import type { Overrides } from '../override/override.rules';
import type { ProductFacts } from './gap.rules';

export type FoundFacts = ProductFacts & { readonly productId: string; readonly producerId: string; readonly overrides: Overrides };

/** Everything that readiness goes by, of any number of products, in one statement. `now`: whether the producer agrees is asked of this moment. */
export function findFacts(db: EntityManager, productIds: readonly string[], now: Date): Promise<FoundFacts[]> {
  return rows<FoundFacts>(
    db,
    `select p.id as "productId", p.producer_id as "producerId", p.name, p.description, p.ocop_set as "ocopSet", p.commune_code as "communeCode",
            p.shelf_life_days as "shelfLifeDays", p.attributes, m.kind as "producerKind",
            m.registration_number is not null or m.registered_on is not null as "isProducerRegistered", m.restricted_since is not null as "isRestricted",
            coalesce((select jsonb_object_agg(v.platform, jsonb_build_object('title', v.title, 'description', v.description, 'shareWeight', v.share_weight, 'prices', v.prices))
                        from product_override v where v.product_id = p.id), '{}') as overrides,
            (select count(*)::int from pack k where k.product_id = p.id) as "packCount",
            coalesce((select jsonb_agg(jsonb_build_object('width', f.width, 'height', f.height) order by pp.position)
                        from product_photo pp join photo f on f.id = pp.photo_id where pp.product_id = p.id), '[]') as photos,
            coalesce((select jsonb_agg(jsonb_build_object('stars', c.stars, 'number', c.number, 'issuedBy', c.issued_by, 'issuedOn', c.issued_on,
                                                          'expiresOn', c.expires_on, 'state', c.state, 'renewalFiledOn', c.renewal_filed_on, 'revokedOn', c.revoked_on) order by c.issued_on, c.id)
                        from certificate c where c.product_id = p.id), '[]') as certificates,
            coalesce((select jsonb_agg(jsonb_build_object('type', d.type, 'scope', d.scope, 'number', d.number, 'state', d.state, 'issuedOn', d.issued_on,
                                                          'expiresOn', d.expires_on) order by d.issued_on, d.id)
                        from (select * from document o where o.product_id = p.id
                              union all select * from document w where w.product_id is null and w.producer_id = p.producer_id) d
                       where d.state <> 'draft'), '[]') as documents,
            coalesce((select jsonb_object_agg(agreed.platform, case when agreed.counts then 'given' else 'ended' end)
                        from (select c.platform, bool_or(${consentCounts('c', '$2')}) as counts from consent c
                               where c.producer_id = p.producer_id and c.purpose = '${PUBLISHING}' and not ${awaitsCode('c')} group by c.platform) agreed), '{}') as consents
       from product p join producer m on m.id = p.producer_id where p.id = any($1::uuid[])`,
    [productIds, now],
  );
}
