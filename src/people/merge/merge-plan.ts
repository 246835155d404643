import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';

/** What becomes of rows that name the producer that goes. */
export type Fate =
  /** They are the other producer's from then on. */
  | 'moves'
  /** They stay as they are and are read together with the other producer's. */
  | 'history'
  /** They stay and count no longer. */
  | 'ends'
  /** They are gone. */
  | 'dropped';

/** One column that names a producer. A test compares all of them with the database, so that none is forgotten. */
export interface MergedColumn {
  readonly table: string;
  readonly column: string;
  readonly fate: Fate;
  /** Shown before a merge. */
  readonly labelVi: string;
  /** Why a new id alone is not enough: the merger of the folder does it. */
  readonly own?: string;
  /** How many there are rises by itself, from one minute to the next: it does not make what was shown wrong. */
  readonly isLively?: true;
}

/** What lies in this folder's tables. */
export const peopleMergePlan: readonly MergedColumn[] = [
  {
    ...{ table: 'membership', column: 'producer_id', fate: 'moves', labelVi: 'người của chủ thể' },
    own: 'one person may be of both',
  },
  { ...{ table: 'producer_secret', column: 'producer_id', fate: 'moves', labelVi: 'số được mã hoá' }, own: 'sealed for its producer' },
  { table: 'sensitive_read', column: 'producer_id', fate: 'moves', labelVi: 'lần xem số được mã hoá', isLively: true },
  { table: 'person_request', column: 'producer_id', fate: 'moves', labelVi: 'yêu cầu về dữ liệu cá nhân' },
  { ...{ table: 'late_work', column: 'producer_id', fate: 'moves', labelVi: 'việc đến muộn' }, own: 'its address names the producer' },
  {
    ...{ table: 'objection', column: 'producer_id', fate: 'moves', labelVi: 'lần báo không phải tôi' },
    own: 'one message may be about both',
  },
  { table: 'message', column: 'producer_id', fate: 'moves', labelVi: 'tin nhắn', isLively: true },
  { table: 'mandate', column: 'producer_id', fate: 'ends', labelVi: 'uỷ quyền cho cán bộ', own: 'given for one producer only' },
  { table: 'consent', column: 'producer_id', fate: 'history', labelVi: 'bản ghi đồng ý' },
  { table: 'proposal', column: 'producer_id', fate: 'history', labelVi: 'đề nghị của cán bộ' },
  { table: 'act', column: 'producer_id', fate: 'history', labelVi: 'việc đã làm', isLively: true },
  { table: 'act_undo', column: 'producer_id', fate: 'history', labelVi: 'việc đã hoàn tác' },
  { table: 'receipt', column: 'producer_id', fate: 'history', labelVi: 'tin báo việc làm hộ', isLively: true },
  { table: 'receipt_off', column: 'producer_id', fate: 'history', labelVi: 'lựa chọn không nhận tin báo' },
  { table: 'producer_merge', column: 'from_id', fate: 'history', labelVi: 'lần gộp trước' },
  { table: 'producer_merge', column: 'into_id', fate: 'history', labelVi: 'lần gộp trước' },
  { table: 'producer_merge', column: 'now_id', fate: 'moves', labelVi: 'hồ sơ đã gộp vào trước đây', own: 'has no id' },
  { table: 'producer_duplicate_hint', column: 'producer_a', fate: 'dropped', labelVi: 'nghi vấn trùng', own: 'looked for anew' },
  { table: 'producer_duplicate_hint', column: 'producer_b', fate: 'dropped', labelVi: 'nghi vấn trùng', own: 'looked for anew' },
];

/** How many rows of each column name the producer. */
export async function countMerged(
  db: EntityManager,
  plan: readonly MergedColumn[],
  producerId: string,
): Promise<{ readonly column: MergedColumn; readonly count: number }[]> {
  const counts = plan.map(({ table, column }, at) => `select ${at} as at, count(*)::int as count from ${table} where ${column} = $1`);
  const found = await rows<{ at: number; count: number }>(db, `${counts.join(' union all ')} order by at`, [producerId]);
  return found.flatMap(({ at, count }) => (plan[at] ? [{ column: plan[at], count }] : []));
}

/** Gives what simply moves to the other producer, table by table in the order of the plan, rows in the order of their ids. */
export async function moveRows(tx: EntityManager, plan: readonly MergedColumn[], from: string, into: string): Promise<void> {
  for (const { table, column } of plan.filter(({ fate, own }) => fate === 'moves' && own === undefined))
    await rows(
      tx,
      `update ${table} set ${column} = $2 where id in (select id from ${table} where ${column} = $1 order by id for no key update)`,
      [from, into],
    );
}
