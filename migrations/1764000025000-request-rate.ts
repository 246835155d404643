import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many requests accounts and addresses made in the running minute, counted for all processes. */
export class RequestRate1764000025000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // As rate-limiter-flexible wants it (expire: milliseconds of 1970). Unlogged: a crash may forget a minute.
    await db.query(
      `create unlogged table request_rate (key varchar(255) constraint request_rate_pk primary key, points integer not null, expire bigint)`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table request_rate');
  }
}
