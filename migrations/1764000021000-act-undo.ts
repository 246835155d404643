import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ActUndo1764000021000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Acts that were put back, each once. Beside the acts, because those never change.
      create table act_undo (
        producer_id uuid not null,
        seq bigint not null,
        undone_by uuid not null constraint act_undo_undone_by_fkey references account,
        at timestamptz not null,
        constraint act_undo_once primary key (producer_id, seq)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table act_undo');
  }
}
