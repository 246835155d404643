/** Whatever can run a statement: an EntityManager, a pg client. */
export interface Statements {
  query(sql: string, parameters: unknown[]): Promise<unknown>;
}

/** Questions that the products of tests answer with yes; all others with no. */
const YES = ['isOwnProduce', 'isSmallPrimaryProduction', 'isPrepacked', 'isHealthFood'];

/** What a maker of honey says of it: nothing of the label is missing and no question open. */
export const HONEY = {
  ...{ netQuantity: '500 ml', ingredients: 'Mật ong 100 %', usageInstructions: 'Pha với nước ấm.', storageInstructions: 'Để nơi khô mát.' },
  ...{ isOwnProduce: true, isSmallPrimaryProduction: true, isPrepacked: true },
};

/** Verified papers of every kind that the rules name for the products' sets, and an answer to every question: ready as far as the law goes. One statement each. */
export async function givePapers(db: Statements, productIds: readonly string[]): Promise<void> {
  await db.query(
    `insert into document (id, producer_id, product_id, type, scope, number, issuer, issued_on, state, decided_at, created_at)
     select gen_random_uuid(), p.producer_id, p.id, wanted.type, 'product', 'GT-' || right(p.id::text, 12) || '-' || wanted.type, 'UBND tỉnh', '2025-01-02', 'verified', now(), now()
       from product p cross join lateral (
         select distinct r.asked[1] as type from rule r
          where r.until_revision is null and r.asks = 'document' and r.level in ('required', 'conditional') and p.ocop_set = any(r.sets)) wanted
      where p.id = any($1::uuid[])`,
    [productIds],
  );
  await db.query(
    `update product p set attributes = coalesce((
       select jsonb_object_agg(a.code, case a.kind when 'flag' then to_jsonb(a.code = any($2::text[])) when 'number' then to_jsonb(12)
                                                   when 'choice' then to_jsonb(a.choices[cardinality(a.choices)]) else to_jsonb('Như trên bao bì'::text) end)
         from attribute_definition a where p.ocop_set = any(a.sets) and a.level in ('required', 'conditional')), '{}') || p.attributes
      where p.id = any($1::uuid[])`,
    [productIds, YES],
  );
}
