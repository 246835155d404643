import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Selling1763690000005 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% rows are never changed', tg_table_name using errcode = 'restrict_violation', constraint = tg_table_name || '_is_immutable';
      end $$;

      -- The stock that the packs of one product draw on. on_hand null: never counted, which is not zero.
      create table pool (
        id uuid constraint pool_pkey primary key,
        product_id uuid not null constraint pool_product_unique unique constraint pool_product_fkey references product,
        on_hand integer constraint pool_on_hand_not_negative check (on_hand >= 0),
        promised integer not null default 0 constraint pool_promised_not_negative check (promised >= 0),
        counted_at timestamptz,
        -- the shares have to be worked out again
        dirty boolean not null default false,
        created_at timestamptz not null default now(),
        constraint pool_never_oversold check (promised <= coalesce(on_hand, 0))
      );

      create index pool_dirty_idx on pool (id) where dirty;

      -- The only way a counter changes. Append-only.
      create table stock_move (
        id bigint generated always as identity constraint stock_move_pkey primary key,
        pool_id uuid not null constraint stock_move_pool_fkey references pool,
        kind text not null constraint stock_move_kind_known
          check (kind in ('counted', 'adjusted', 'reserved', 'released', 'shipped', 'returned')),
        on_hand_change integer not null,
        promised_change integer not null,
        order_line_id uuid,
        actor_id uuid,
        note text,
        at timestamptz not null default now()
      );
      create index stock_move_pool_idx on stock_move (pool_id, id);
      -- A line is promised once and leaves once, however often its events arrive.
      create unique index stock_move_line_once on stock_move (order_line_id, kind) where order_line_id is not null and kind in ('reserved', 'shipped');
      create index stock_move_line_idx on stock_move (order_line_id) where order_line_id is not null;
      create trigger stock_move_is_immutable before update or delete on stock_move for each row execute function refuse_change();

      -- One pack at one shop: what we want there, and what was last seen there.
      create table listing (
        id uuid constraint listing_pkey primary key,
        connection_id uuid not null constraint listing_connection_fkey references connection,
        producer_id uuid not null constraint listing_producer_fkey references producer,
        product_id uuid not null constraint listing_product_fkey references product,
        pack_id uuid not null constraint listing_pack_fkey references pack,
        pool_id uuid not null constraint listing_pool_fkey references pool,
        sku text not null,
        factor integer not null,
        wanted text not null default 'live' constraint listing_wanted_known check (wanted in ('live', 'hidden', 'gone')),
        wanted_version_id uuid,
        -- the binding
        external_id text,
        case_id text,
        public_url text,
        -- what was last seen there
        seen_state text not null default 'none' constraint listing_seen_state_known
          check (seen_state in ('none', 'draft', 'in-review', 'live', 'rejected', 'hidden', 'locked', 'deleted', 'unknown')),
        seen_at timestamptz,
        sent_version_id uuid,
        sending_version_id uuid,
        issues jsonb not null default '[]',
        -- the share: packs that this shop may still sell out of the pool, and what its page was last told
        granted integer not null default 0 constraint listing_granted_not_negative check (granted >= 0),
        target integer not null default 0 constraint listing_target_not_negative check (target >= 0),
        shown integer,
        shown_at timestamptz,
        -- how often the platform has raised its number by itself (a cancellation), and how often goods have left: a number worked out before is worth nothing after
        given_back integer not null default 0,
        left_store integer not null default 0,
        -- left_store as of the last time the platform was told
        told_left_store integer not null default 0,
        stock_dirty boolean not null default false,
        -- when the stock part should look again
        stock_due_at timestamptz not null default now(),
        stock_attempts integer not null default 0,
        stock_trouble text,
        -- when the reconciler should look again
        attempts integer not null default 0,
        due_at timestamptz not null default now(),
        created_by uuid,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint listing_once unique (connection_id, pack_id),
        constraint listing_sku_once unique (connection_id, sku),
        constraint listing_binding_once unique (connection_id, external_id)
      );
      create index listing_pool_idx on listing (pool_id);
      create index listing_producer_idx on listing (producer_id, created_at, id);
      create index listing_product_idx on listing (product_id);
      create index listing_case_idx on listing (connection_id, case_id) where case_id is not null;
      create index listing_due_idx on listing (connection_id, due_at);
      create index listing_stock_dirty_idx on listing (connection_id) where stock_dirty;

      -- What was approved: frozen, so that what is live is what was approved.
      create table listing_version (
        id uuid constraint listing_version_pkey primary key,
        listing_id uuid not null constraint listing_version_listing_fkey references listing,
        number integer not null,
        checksum text not null,
        content jsonb not null,
        approved_by uuid,
        created_at timestamptz not null default now(),
        constraint listing_version_number_once unique (listing_id, number)
      );
      -- A shop that is paused or resumed takes no part in the shares any more, or again: they have to be worked out anew.
      create function plan_shares_anew() returns trigger language plpgsql as $$
      begin
        update pool set dirty = true where id in (
          select id from pool where id in (select pool_id from listing where connection_id = new.id) order by id for no key update);
        return null;
      end $$;
      create trigger connection_pause_changes_shares after update of is_paused on connection for each row
        when (old.is_paused is distinct from new.is_paused) execute function plan_shares_anew();

      create trigger listing_version_is_immutable before update or delete on listing_version for each row execute function refuse_change();
      alter table listing add constraint listing_wanted_version_fkey foreign key (wanted_version_id) references listing_version;
      alter table listing add constraint listing_sent_version_fkey foreign key (sent_version_id) references listing_version;

      -- Photos that a platform holds already, so that they are not sent again.
      create table platform_photo (
        connection_id uuid not null constraint platform_photo_connection_fkey references connection on delete cascade,
        sha256 text not null,
        uploaded_ref text not null,
        uploaded_at timestamptz not null,
        constraint platform_photo_pkey primary key (connection_id, sha256)
      );

      create table market_order (
        id uuid constraint market_order_pkey primary key,
        connection_id uuid not null constraint market_order_connection_fkey references connection,
        platform_order_id text not null,
        stage text not null constraint market_order_stage_known check (stage in
          ('awaiting-seller', 'confirmed', 'ready-to-ship', 'picked-up', 'delivered', 'completed', 'cancelled', 'returning', 'returned', 'partly-returned', 'lost', 'unknown')),
        platform_state text not null,
        cancelled_by text,
        parcel_code text,
        payment text not null,
        cash_on_delivery bigint not null,
        total bigint not null,
        fees bigint not null,
        receiver jsonb not null,
        note text,
        placed_at timestamptz not null,
        confirm_by timestamptz,
        changed_at timestamptz,
        -- a person must look: stock that is not there, a line that is not bound
        trouble text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint market_order_once unique (connection_id, platform_order_id)
      );
      create index market_order_page_idx on market_order (placed_at, id);
      create index market_order_stage_idx on market_order (stage, placed_at, id);
      -- Orders that can still change are asked for again; those in trouble are tried again, and those that lack stock have a claim to it.
      create index market_order_open_idx on market_order (connection_id, placed_at) where stage not in ('cancelled', 'completed', 'returned', 'partly-returned', 'lost');
      create index market_order_trouble_idx on market_order (connection_id) where trouble is not null;
      create index market_order_lacking_idx on market_order (id) where trouble = 'not-enough-stock';

      create table order_line (
        id uuid constraint order_line_pkey primary key,
        order_id uuid not null constraint order_line_order_fkey references market_order on delete cascade,
        line_id text not null,
        sku text not null,
        title text not null default '',
        quantity integer not null constraint order_line_quantity_positive check (quantity > 0),
        unit_price bigint not null,
        confirmed_quantity integer,
        returned_quantity integer not null default 0,
        listing_id uuid constraint order_line_listing_fkey references listing,
        pool_id uuid constraint order_line_pool_fkey references pool,
        producer_id uuid constraint order_line_producer_fkey references producer,
        -- units of the pool
        pool_quantity integer,
        -- packs by which the platform has lowered its own number of sellable packs for this line, as far as our books know
        taken integer not null default 0,
        constraint order_line_once unique (order_id, line_id)
      );
      create index order_line_producer_idx on order_line (producer_id, order_id);
      create index order_line_listing_idx on order_line (listing_id);
      alter table stock_move add constraint stock_move_order_line_fkey foreign key (order_line_id) references order_line;

      -- Everything that was seen of an order, also what came late and changed nothing.
      create table order_event (
        id bigint generated always as identity constraint order_event_pkey primary key,
        order_id uuid not null constraint order_event_order_fkey references market_order on delete cascade,
        stage text not null,
        platform_state text not null,
        occurred_at timestamptz,
        source text not null constraint order_event_source_known check (source in ('webhook', 'poll', 'act')),
        applied boolean not null,
        received_at timestamptz not null default now()
      );
      create index order_event_order_idx on order_event (order_id, id);

      -- What a person wants done with an order: committed before the platform is called.
      create table order_act (
        id uuid constraint order_act_pkey primary key,
        order_id uuid not null constraint order_act_order_fkey references market_order on delete cascade,
        connection_id uuid not null constraint order_act_connection_fkey references connection,
        kind text not null constraint order_act_kind_known check (kind in ('confirm', 'refuse', 'ship', 'cancel', 'accept-return', 'deliver-again')),
        content jsonb not null,
        state text not null default 'wanted' constraint order_act_state_known check (state in ('wanted', 'pending', 'done', 'refused')),
        platform_text text,
        -- Where the platform decides later and says so in a case of its own.
        case_id text,
        attempts integer not null default 0,
        due_at timestamptz not null default now(),
        actor_id uuid,
        created_at timestamptz not null default now(),
        done_at timestamptz
      );
      create index order_act_open_idx on order_act (connection_id, due_at) where state in ('wanted', 'pending');
      create index order_act_order_idx on order_act (order_id, created_at);
      create unique index order_act_one_open on order_act (order_id, kind) where state in ('wanted', 'pending');

      -- How far the orders of an account are known.
      create table order_feed (
        connection_id uuid constraint order_feed_pkey primary key constraint order_feed_connection_fkey references connection on delete cascade,
        complete_until timestamptz,
        polled_at timestamptz,
        due_at timestamptz not null default now(),
        failures integer not null default 0,
        trouble text
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table listing drop constraint listing_wanted_version_fkey, drop constraint listing_sent_version_fkey;
      alter table stock_move drop constraint stock_move_order_line_fkey;
      drop table order_feed, order_act, order_event, order_line, market_order, platform_photo, listing_version, listing, stock_move, pool;
      drop trigger connection_pause_changes_shares on connection;
      drop function plan_shares_anew;
      drop function refuse_change;
    `);
  }
}
