import type { Client } from 'pg';

/** What is made and how it is praised, as names of OCOP products go. */
const KINDS =
  'Cam,Chè,Mật ong,Rượu nếp,Gạo,Miến dong,Nước mắm,Tinh dầu,Bưởi,Trà,Cà phê,Hạt điều,Măng khô,Thịt trâu gác bếp,Cá lăng,Tôm khô,Bánh tráng,Tinh bột nghệ,Nấm hương,Tiêu,Ổi,Chuối,Dưa hấu,Mắm tôm,Bún,Giò lụa,Nem chua,Chả mực,Tỏi đen,Hành tím,Sầu riêng,Xoài cát,Thanh long,Khoai lang,Mít sấy,Dầu gội,Nhang,Khăn thổ cẩm,Gốm,Chiếu cói';
const PRAISE =
  'đặc sản,hữu cơ,sấy dẻo,loại một,thượng hạng,truyền thống,nguyên chất,tự nhiên,cao cấp,sạch,đóng chai,hút chân không,rừng,quê,núi đá,vườn nhà,gia truyền,thảo dược,đỏ,vàng';

const numbered = (list: string): string =>
  `(select name, n::int from unnest(string_to_array('${list}', ',')) with ordinality as w (name, n))`;
/** Few kinds are common and many are rare. */
const uneven = (count: string): string => `(1 + floor(${count} * power(random(), 1.6)))::int`;

/**
 * Fills the tables with `count` products of `count / 30` producers, the same ones each time: a kind, the name of a commune, a praise, and for every third
 * a number. Indexes are made afterwards, out of their own definitions.
 */
export async function makeGoods(client: Client, count: number): Promise<void> {
  await client.query(`set session_replication_role = replica`); // neither triggers nor foreign keys in this session
  await client.query(`set maintenance_work_mem = '512MB'`); // indexes are made in memory
  await client.query('truncate product, producer cascade');
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
      where i.indrelid = 'product'::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
  );
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  await client.query('select setseed(0.2026)');
  await client.query(
    `insert into producer (id, kind, name, province_code)
       select ('10000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'household', 'Hộ ' || n, lpad((1 + n % 34)::text, 2, '0') from generate_series(1, $1::int) n`,
    [Math.ceil(count / 30)],
  );
  await client.query(
    `with drawn as materialized (
       select n, ${uneven('40')} as kind, (1 + floor((select count(*) from commune) * random()))::int as place, ${uneven('20')} as praise,
              (1 + floor($2 * random()))::int as producer
         from generate_series(1, $1::int) n)
     insert into product (id, producer_id, name, ocop_set, commune_code, created_at)
       select ('20000000-0000-7000-8000-' || lpad(drawn.n::text, 12, '0'))::uuid, ('10000000-0000-7000-8000-' || lpad(producer::text, 12, '0'))::uuid,
              k.name || ' ' || c.name || ' ' || p.name || case when drawn.n % 3 = 0 then ' số ' || drawn.n % 977 else '' end,
              1 + kind % 26, c.code, timestamptz '2025-01-01' + drawn.n * interval '20 seconds'
         from drawn join ${numbered(KINDS)} k on k.n = kind join ${numbered(PRAISE)} p on p.n = praise
         join (select code, name, row_number() over (order by code) as n from commune) c on c.n = place`,
    [count, Math.ceil(count / 30)],
  );
  for (const { definition } of indexes) await client.query(definition);
  await client.query(`set session_replication_role = origin`);
  await client.query('vacuum (analyze) product');
  await client.query('analyze producer');
}

/** What somebody types. */
export interface Typed {
  readonly q: string;
  readonly producerId: string;
}

/** Searches for products that are there, the same ones each time: one to four words of the name, without marks, in any order. */
export async function makeSearches(client: Client, count: number): Promise<Typed[]> {
  await client.query('select setseed(0.1122)');
  const { rows } = await client.query<Typed>(
    `select (select string_agg(word, ' ' order by random())
               from (select word from unnest(string_to_array(p.search_name, ' ')) word order by random() limit 1 + n % 4) words) as q,
            p.producer_id as "producerId"
       from (select n, (1 + floor((select count(*) from product) * random()))::int as number from generate_series(1, $1::int) n) drawn
       join product p on p.id = ('20000000-0000-7000-8000-' || lpad(number::text, 12, '0'))::uuid
      order by n`,
    [count],
  );
  return rows;
}
