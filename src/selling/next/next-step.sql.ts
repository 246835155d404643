import { DOCUMENT_TYPES, RENEWAL } from '../../catalog';
import { EVIDENCE_DUE, MANDATE_END, WARNING_DAYS } from '../../people';
import type { Role } from '../../shared/http';
import type { StepCode } from './next-step.rules';

/** Names of the parameters in the statement. */
export interface Names {
  /** Now, `timestamptz`. */
  readonly now: string;
  /** The officer who asks, or null. */
  readonly officer: string;
}

interface Source {
  /** Roles whose list over all producers has it: an office of a province or of the program looks after its own work only. */
  readonly inListOf: readonly Role[];
  /** A constant of ours, or SQL. */
  readonly code: StepCode | { readonly sql: string };
  readonly who: string;
  /** Minutes of somebody's time, roughly, as gaps have it. */
  readonly cost: number | { readonly sql: string };
  /** SQL from here on, over `mine m`: the producers that are looked at. */
  readonly producer?: string;
  readonly deadline?: string;
  readonly since: string;
  /** Makes its id together with the code and the producer. */
  readonly subject: string;
  readonly name?: string;
  readonly place?: string;
  readonly count?: string;
  readonly detail?: string;
  readonly endsOn?: string;
  readonly link?: Readonly<Record<string, string>>;
  readonly from: string;
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const HELPED: readonly Role[] = ['producer', 'officer'];
const END_OF_DAY = (day: string): string => `((${day} + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh' - interval '1 second')`;
const PAPER_VI = `case d.type ${Object.entries(DOCUMENT_TYPES)
  .map(([type, nameVi]) => `when ${text(type)} then ${text(nameVi)}`)
  .join(' ')} else d.type end`;
const CERTIFICATE_VI = text('giấy chứng nhận OCOP');
const UNITS = `(select sum(x.quantity)::int from order_line x where x.order_id = o.id and x.producer_id = m.id)`;
const isAsked = (kinds: string): string =>
  `exists (select from order_act a where a.order_id = o.id and a.kind in (${kinds}) and a.state in ('wanted', 'pending'))`;
/** Platforms at which there is a shop; before the first one, all. */
const IS_SOLD_AT = (platform: string): string =>
  `(exists (select from connection k where k.platform = ${platform} and not k.is_paused) or not exists (select from connection))`;
/** Orders are few that wait, and many that are done: found by their stage, then by whose they are. */
const ORDERS = `market_order o join connection c on c.id = o.connection_id
  join lateral (select distinct x.producer_id from order_line x where x.order_id = o.id) w on true join mine m on m.id = w.producer_id`;
const ORDER_LINK = { orderId: 'o.id' };

const papers = (
  code: 'paper-file' | 'paper-to-verify',
  who: string,
  cost: number,
  inListOf: readonly Role[],
  hasFile: boolean,
): Source[] => {
  const file = `file_sha256 is ${hasFile ? 'not ' : ''}null`;
  return [
    {
      ...{ inListOf, code, who, cost, since: 'd.created_at', subject: 'd.id::text', name: 't.name', place: PAPER_VI },
      link: { documentId: 'd.id', productId: 'd.product_id' },
      from: `mine m join document d on d.producer_id = m.id left join product t on t.id = d.product_id where d.state = 'submitted' and d.${file}`,
    },
    {
      ...{ inListOf, code, who, cost, since: 'c.created_at', subject: 'c.id::text', name: 't.name', place: CERTIFICATE_VI },
      link: { certificateId: 'c.id', productId: 'c.product_id' },
      from: `mine m join product t on t.producer_id = m.id join certificate c on c.product_id = t.id where c.state = 'submitted' and c.${file}`,
    },
  ];
};

const sources = ({ now, officer }: Names): Source[] => [
  {
    ...{
      inListOf: HELPED,
      code: 'order-confirm',
      who: 'producer',
      cost: 1,
      deadline: 'o.confirm_by',
      since: 'o.placed_at',
      subject: 'o.id::text',
    },
    ...{ name: 'o.platform_order_id', place: 'c.name', count: UNITS, link: ORDER_LINK },
    from: `${ORDERS} where o.stage = 'awaiting-seller' and not ${isAsked("'confirm', 'refuse', 'cancel'")}`,
  },
  {
    ...{
      inListOf: HELPED,
      code: 'order-lacks-stock',
      who: 'producer',
      cost: 3,
      deadline: 'o.confirm_by',
      since: 'o.placed_at',
      subject: 'o.id::text',
    },
    ...{ name: 'o.platform_order_id', place: 'c.name', link: ORDER_LINK },
    from: `${ORDERS} where o.trouble = 'not-enough-stock' and o.stage in ('awaiting-seller', 'confirmed', 'ready-to-ship')`,
  },
  {
    ...{
      inListOf: HELPED,
      code: 'orders-to-pack',
      who: 'producer',
      cost: 10,
      since: 'min(o.placed_at)',
      subject: `''`,
      count: 'count(*)::int',
    },
    from: `${ORDERS} where o.stage in ('confirmed', 'ready-to-ship') and o.trouble is null group by m.id`,
  },
  {
    ...{ inListOf: ['operator'], code: 'orders-unbound', who: 'operator', cost: 5, producer: 'null::uuid', since: 'min(o.placed_at)' },
    ...{ subject: 'c.id::text', place: 'c.name', count: 'count(*)::int', link: { connectionId: 'c.id' } },
    from: `market_order o join connection c on c.id = o.connection_id where o.trouble like 'unbound-sku%' and o.stage in ('awaiting-seller', 'confirmed', 'ready-to-ship') group by c.id`,
  },
  {
    ...{ inListOf: HELPED, code: { sql: `case r.kind when 'end' then 'paper-ends' else 'renewal-due' end` }, who: 'producer', cost: 1_000 },
    deadline: END_OF_DAY(`case r.kind when 'end' then r.ends_on else r.ends_on - ${RENEWAL.closesDays} end`),
    ...{ since: 'r.created_at', subject: 'r.id::text', name: 't.name', endsOn: 'r.ends_on::text' },
    place: `coalesce((select ${PAPER_VI} from document d where d.id = r.document_id), ${CERTIFICATE_VI})`,
    link: { documentId: 'r.document_id', certificateId: 'r.certificate_id', productId: 'r.product_id', reminderId: 'r.id' },
    from: `mine m join reminder r on r.producer_id = m.id left join product t on t.id = r.product_id where r.closed_at is null and r.dismissed_at is null`,
  },
  ...papers('paper-file', 'producer', 5, HELPED, false),
  ...papers('paper-to-verify', 'province', 60, ['province'], true),
  {
    ...{ inListOf: HELPED, code: 'proposal-open', who: 'producer', cost: 1, deadline: 'q.expires_at', since: 'q.proposed_at' },
    ...{ subject: 'q.id::text', detail: 'q.summary_vi', link: { proposalId: 'q.id' } },
    from: `mine m join proposal q on q.producer_id = m.id join mandate d on d.id = q.mandate_id join consent c on c.id = d.consent_id
      where q.state = 'open' and q.expires_at > ${now} and ${MANDATE_END} > ${now}`,
  },
  {
    ...{
      inListOf: [...HELPED, 'province'],
      code: 'late-work',
      who: 'producer',
      cost: 3,
      since: 'min(l.received_at)',
      subject: `''`,
      count: 'count(*)::int',
    },
    from: `mine m join late_work l on l.producer_id = m.id where l.state = 'waiting' group by m.id`,
  },
  {
    ...{
      inListOf: HELPED,
      code: 'mandate-ends',
      who: 'producer',
      cost: 5,
      deadline: MANDATE_END,
      since: 'd.valid_from',
      subject: 'd.id::text',
    },
    ...{ name: 'a.name', link: { mandateId: 'd.id' } },
    from: `mine m join mandate d on d.producer_id = m.id join consent c on c.id = d.consent_id join account a on a.id = d.officer_id
      where (${officer}::uuid is null or d.officer_id = ${officer}) and d.valid_from <= ${now} and ${MANDATE_END} > ${now}
        and least(d.valid_until, c.valid_until) <= ${now}::timestamptz + interval '${WARNING_DAYS} days'`,
  },
  {
    ...{
      inListOf: HELPED,
      code: 'evidence-missing',
      who: 'officer',
      cost: 2,
      deadline: EVIDENCE_DUE,
      since: 'd.valid_from',
      subject: 'd.id::text',
    },
    ...{ detail: 'c.method', link: { mandateId: 'd.id', consentId: 'c.id' } },
    from: `mine m join mandate d on d.producer_id = m.id join consent c on c.id = d.consent_id
      where (${officer}::uuid is null or d.officer_id = ${officer}) and ${EVIDENCE_DUE} is not null and d.valid_from <= ${now} and ${MANDATE_END} > ${now}`,
  },
  {
    ...{ inListOf: HELPED, code: 'consent-ends', who: 'producer', cost: 1, deadline: 'max(c.valid_until)', since: 'min(c.given_at)' },
    ...{ subject: 'c.platform', place: 'max(c.platform_name)', link: { platform: 'c.platform' } },
    from: `mine m join consent c on c.producer_id = m.id where c.purpose = 'publish-on-platform' and c.withdrawn_at is null and coalesce(c.valid_until, 'infinity') > ${now}
      group by m.id, c.platform having bool_and(c.valid_until <= ${now}::timestamptz + interval '${WARNING_DAYS} days') is true`,
  },
  {
    ...{ inListOf: HELPED, code: 'product-none', who: 'producer', cost: 15, since: 'm.created_at', subject: `''` },
    from: 'mine m where not exists (select from product t where t.producer_id = m.id)',
  },
  {
    ...{ inListOf: HELPED, code: 'publish', who: 'producer', cost: 1, since: 'min(r.checked_at)', subject: 't.id::text', name: 't.name' },
    ...{ place: `string_agg(r.platform, ' ' order by r.platform)`, link: { productId: 't.id' } },
    from: `mine m join product t on t.producer_id = m.id join product_readiness r on r.product_id = t.id
      where r.is_ready and exists (select from connection k where k.platform = r.platform and not k.is_paused)
        and not exists (select from listing l join connection k on k.id = l.connection_id where l.product_id = t.id and k.platform = r.platform and not k.is_paused)
        and not exists (select from publication_wish w where w.product_id = t.id and w.stopped_because is null)
        and not exists (select from proposal q where q.kind = 'publication' and q.subject = t.id and q.state = 'open' and q.expires_at > ${now})
      group by m.id, t.id`,
  },
  {
    // Of each product the cheapest gap; what several products lack in the same words is said once.
    ...{
      inListOf: HELPED,
      code: { sql: 'f.code' },
      who: 'f.who',
      cost: { sql: 'min(f.cost)' },
      since: 'min(f.checked_at)',
      subject: `f.code || f.field || f.message`,
    },
    ...{ name: '(array_agg(f.name order by f.product_id))[1]', count: 'count(*)::int', detail: 'f.message' },
    link: { productId: '(array_agg(f.product_id order by f.product_id))[1]', field: 'f.field' },
    from: `mine m join lateral (
        select distinct on (t.id) t.id as product_id, t.name, r.checked_at, g->>'code' as code, g->>'field' as field, g->>'messageVi' as message, g->>'who' as who, (g->>'cost')::int as cost
          from product t join product_readiness r on r.product_id = t.id cross join lateral jsonb_array_elements(r.gaps) g
         where t.producer_id = m.id and not r.is_ready and ${IS_SOLD_AT('r.platform')}
           and g->>'who' in ('producer', 'officer', 'operator') and g->>'code' not in ('platform-cannot', 'not-listable', 'order-condition')
         order by t.id, (g->>'cost')::int, g->>'code', g->>'field', r.platform) f on true
      group by m.id, f.code, f.field, f.message, f.who`,
  },
  {
    ...{
      inListOf: HELPED,
      code: 'listing-rejected',
      who: 'producer',
      cost: 30,
      since: 'coalesce(l.seen_at, l.created_at)',
      subject: 'l.id::text',
      name: 't.name',
    },
    ...{ place: 'c.name', detail: `(select string_agg(i->>'adviceVi', ' ') from jsonb_array_elements(l.issues) i)` },
    link: { listingId: 'l.id', productId: 'l.product_id' },
    from: `mine m join listing l on l.producer_id = m.id join product t on t.id = l.product_id join connection c on c.id = l.connection_id
      where l.wanted = 'live' and l.seen_state = 'rejected' and l.sent_version_id is not distinct from l.wanted_version_id`,
  },
  {
    ...{
      inListOf: HELPED,
      code: 'listing-removed',
      who: 'producer',
      cost: 5,
      since: 'coalesce(l.seen_at, l.created_at)',
      subject: 'l.id::text',
      name: 't.name',
    },
    ...{ place: 'c.name', link: { listingId: 'l.id', productId: 'l.product_id' } },
    from: `mine m join listing l on l.producer_id = m.id join product t on t.id = l.product_id join connection c on c.id = l.connection_id
      where l.wanted = 'live' and l.seen_state = 'deleted'`,
  },
  {
    ...{
      inListOf: HELPED,
      code: { sql: `case when o.on_hand is null then 'stock-uncounted' else 'stock-empty' end` },
      who: 'producer',
      cost: 2,
    },
    ...{ since: 'coalesce(o.counted_at, o.created_at)', subject: 't.id::text', name: 't.name', link: { productId: 't.id' } },
    from: `mine m join product t on t.producer_id = m.id join pool o on o.product_id = t.id
      where (o.on_hand is null or o.on_hand = o.promised) and exists (select from listing l where l.pool_id = o.id and l.wanted = 'live')`,
  },
  {
    ...{ inListOf: HELPED, code: 'sms-failed', who: 'officer', cost: 5, since: 'min(s.ended_at)', subject: `''`, count: 'count(*)::int' },
    from: `mine m join message s on s.producer_id = m.id where s.state = 'failed' and s.ended_at > ${now}::timestamptz - interval '14 days' group by m.id`,
  },
  {
    ...{
      inListOf: ['province', 'operator'],
      code: 'request-open',
      who: 'province',
      cost: 60,
      since: 'q.created_at',
      subject: 'q.id::text',
    },
    ...{ deadline: END_OF_DAY(`case q.state when 'open' then q.acknowledge_by else q.due_by end`), link: { requestId: 'q.id' } },
    from: `mine m join person_request q on q.producer_id = m.id where q.state in ('open', 'acknowledged')`,
  },
  {
    ...{
      inListOf: ['operator'],
      code: 'request-open',
      who: 'operator',
      cost: 60,
      producer: 'null::uuid',
      since: 'q.created_at',
      subject: 'q.id::text',
    },
    ...{ deadline: END_OF_DAY(`case q.state when 'open' then q.acknowledge_by else q.due_by end`), link: { requestId: 'q.id' } },
    from: `person_request q where q.producer_id is null and q.state in ('open', 'acknowledged')`,
  },
  {
    ...{
      inListOf: ['operator'],
      code: 'shop-trouble',
      who: 'operator',
      cost: 30,
      producer: 'null::uuid',
      since: 'coalesce(c.trouble_since, c.created_at)',
    },
    ...{ subject: 'c.id::text', place: 'c.name', detail: 'c.trouble', link: { connectionId: 'c.id' } },
    from: 'connection c where c.trouble is not null and not c.is_paused',
  },
  {
    ...{ inListOf: ['operator'], code: 'deliveries-dead', who: 'operator', cost: 10, producer: 'null::uuid', since: 'min(d.received_at)' },
    ...{ subject: 'c.id::text', place: 'c.name', count: 'count(*)::int', link: { connectionId: 'c.id' } },
    from: `delivery d join connection c on c.id = d.connection_id where d.state = 'dead' group by c.id`,
  },
];

/**
 * SQL over `mine` (id, name, created_at): every step there is, each with its id, which stays the same while the step does. `listOf`: only what belongs in that
 * role's list over all producers; null: of one producer, everything but the work that concerns none.
 */
export function stepsSql(names: Names, listOf: Role | null): string {
  return sources(names)
    .filter((one) => (listOf === null ? one.producer === undefined : one.inListOf.includes(listOf)))
    .map((one) => {
      const code = typeof one.code === 'string' ? text(one.code) : one.code.sql;
      const cost = typeof one.cost === 'number' ? String(one.cost) : one.cost.sql;
      const who = one.who.includes('.') ? one.who : text(one.who);
      const producer = one.producer ?? 'm.id';
      const link = Object.entries(one.link ?? {}).map(([key, sql]) => `${text(key)}, ${sql}`);
      return `select ${code} as code, ${producer} as producer_id, md5(${code} || coalesce((${producer})::text, '') || ${one.subject})::uuid as id, ${who} as who, ${cost} as cost,
        (${one.deadline ?? 'null'})::timestamptz as deadline, (${one.since})::timestamptz as since, (${one.name ?? 'null'})::text as name, (${one.place ?? 'null'})::text as place,
        ${one.count ?? '1'} as count, (${one.detail ?? 'null'})::text as detail, (${one.endsOn ?? 'null'})::text as ends_on, jsonb_strip_nulls(jsonb_build_object(${link.join(', ')})) as link
        from ${one.from}`;
    })
    .join('\nunion all\n');
}
