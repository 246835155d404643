import { createHash } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a person is told before they agree, one text for each purpose: Luật 91/2025/QH15, Điều 9; NĐ 356/2025/NĐ-CP, Điều 4 (what is sensitive) and Điều 6.
 * `{platform}` stands for the name of the platform that is meant.
 */
const TEXTS: readonly (readonly [purpose: string, isSensitive: boolean, categories: readonly string[], text: string])[] = [
  [
    'publish-on-platform',
    false,
    ['name', 'place', 'products', 'photos', 'certificates'],
    'Tôi đồng ý để Lên Sàn gửi sang sàn {platform} tên cơ sở, nơi sản xuất (thôn, xã, tỉnh), tên, mô tả, ảnh, giá, số lượng còn bán và giấy chứng nhận OCOP của sản phẩm để đăng bán. Rút lại đồng ý thì tin bán được gỡ khỏi {platform}.',
  ],
  [
    'order-fulfilment',
    false,
    ['name', 'address', 'phone'],
    'Tôi đồng ý để Lên Sàn báo tên, địa chỉ và số điện thoại của tôi cho đơn vị vận chuyển và người mua để giao nhận đơn hàng.',
  ],
  [
    'report-named',
    false,
    ['name', 'address', 'products'],
    'Tôi đồng ý để tên cơ sở, xã và sản phẩm của tôi có trong danh sách ghi tên gửi xã, tỉnh. Số liệu gộp không ghi tên thì không cần đồng ý này.',
  ],
  ['training-records', false, ['name', 'training'], 'Tôi đồng ý để Lên Sàn ghi lại tôi đã dự lớp tập huấn nào, ngày nào.'],
  [
    'id-image',
    true,
    ['identity-card'],
    'Tôi đồng ý để Lên Sàn lưu ảnh thẻ căn cước của người đại diện, chỉ để xác minh hồ sơ. Ảnh thẻ căn cước là dữ liệu cá nhân nhạy cảm. Không đồng ý thì vẫn lập được hồ sơ.',
  ],
  [
    'bank-account',
    true,
    ['bank-account'],
    'Tôi đồng ý để Lên Sàn lưu số tài khoản ngân hàng của tôi để đối chiếu tiền bán hàng. Thông tin tài khoản là dữ liệu cá nhân nhạy cảm, được mã hoá; mỗi lần xem đầy đủ đều được ghi lại.',
  ],
];
const CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  'register-profile': ['name', 'address', 'phone', 'papers', 'products'],
  'officer-acts-for-me': ['name', 'address', 'phone', 'papers', 'products', 'orders'],
};

export class Consents1764000023000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table consent_text
        -- The person has to be told that the data are sensitive.
        add column is_sensitive boolean not null default false,
        add column data_categories text[] not null default '{}',
        -- Whoever agreed to an older version has to be asked again.
        add column requires_new boolean not null default false;

      alter table consent
        -- The text with the name of the platform in it, as it was shown: its hash, and the name as it was then.
        add column platform_name text,
        add column text_sha256 bytea,
        -- Somebody has noticed that it ended by itself: whoever was held by it has been looked at again.
        add column is_end_noticed boolean not null default false;
      update consent c set text_sha256 = t.sha256 from consent_text t where t.purpose = c.purpose and t.version = c.text_version;
      alter table consent
        alter column text_sha256 set not null,
        add constraint consent_platform_when_publishing check ((purpose = 'publish-on-platform') = (platform is not null and platform_name is not null)),
        add constraint consent_withdrawal_whole check ((withdrawn_at is null) = (withdrawal_method is null)),
        add constraint consent_withdrawal_method_known check (withdrawal_method in ('app-tap', 'paper', 'phone', 'in-person', 'sms'));
      create index consent_end_idx on consent (valid_until) where valid_until is not null and not is_end_noticed;

      -- Whether something may be published depends on it: listings are looked at again and verdicts given anew, once for each producer of a statement.
      create function consent_asks_recheck() returns trigger language plpgsql as $$
      declare products uuid[] := array(select p.id from product p where p.producer_id in (select producer_id from changed where purpose = 'publish-on-platform'));
      begin
        insert into readiness_due (product_id) select unnest(products);
        perform ask_product_recheck(products);
        return null;
      end $$;
      create trigger consent_asks_recheck after insert on consent referencing new table as changed for each statement execute function consent_asks_recheck();
      create trigger consent_change_asks_recheck after update on consent referencing new table as changed
        for each statement execute function consent_asks_recheck();
      create function consent_text_asks_recheck() returns trigger language plpgsql as $$
      begin
        if exists (select from changed where purpose = 'publish-on-platform' and requires_new) then
          insert into readiness_due (product_id) select id from product;
          perform ask_product_recheck(array(select distinct product_id from listing where wanted <> 'gone'));
        end if;
        return null;
      end $$;
      create trigger consent_text_asks_recheck after insert on consent_text referencing new table as changed
        for each statement execute function consent_text_asks_recheck();

      create function consent_text_never_changes() returns trigger language plpgsql as $$
      begin
        raise exception 'somebody has agreed to this text' using errcode = 'raise_exception', constraint = 'consent_text_append_only';
      end $$;
    `);
    for (const [purpose, isSensitive, categories, text] of TEXTS) {
      await db.query(
        `insert into consent_text (purpose, version, text_vi, sha256, effective_from, is_sensitive, data_categories) values ($1, 1, $2, $3, '2026-01-01', $4, $5)`,
        [purpose, text, createHash('sha256').update(text).digest(), isSensitive, categories],
      );
    }
    for (const [purpose, categories] of Object.entries(CATEGORIES)) {
      await db.query('update consent_text set data_categories = $2 where purpose = $1', [purpose, categories]);
    }
    await db.query(
      'create trigger consent_text_append_only before update or delete on consent_text for each statement execute function consent_text_never_changes()',
    );
    // What was listed without consent is looked at again.
    await db.query(`
      insert into readiness_due (product_id) select id from product;
      select ask_product_recheck(array(select distinct product_id from listing where wanted <> 'gone'));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger consent_text_append_only on consent_text;
      drop trigger consent_text_asks_recheck on consent_text;
      drop trigger consent_change_asks_recheck on consent;
      drop trigger consent_asks_recheck on consent;
      drop function consent_text_never_changes, consent_text_asks_recheck, consent_asks_recheck;
      drop index consent_end_idx;
      delete from consent where purpose not in ('register-profile', 'officer-acts-for-me');
      delete from consent_text where purpose not in ('register-profile', 'officer-acts-for-me');
      alter table consent
        drop constraint consent_platform_when_publishing,
        drop constraint consent_withdrawal_whole,
        drop constraint consent_withdrawal_method_known,
        drop column platform_name,
        drop column text_sha256,
        drop column is_end_noticed;
      alter table consent_text drop column is_sensitive, drop column data_categories, drop column requires_new;
    `);
  }
}
