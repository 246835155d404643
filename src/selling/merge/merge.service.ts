import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CatalogMerger, catalogMergePlan } from '../../catalog';
import {
  countMerged,
  peopleMergePlan,
  PeopleMerger,
  shownHash,
  type MergedColumn,
  type Pair,
  type PeoplePart,
  type SecretKind,
} from '../../people';
import { rows, Transactions } from '../../shared/db';
import { invalid, noteChange, writeAct, type Actor, type WriteRequest } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import type { KeptSecretsDto, MergeDto, MergedKindDto, MergePreviewDto, MergeProducers } from './merge.dto';
import { SellingMerger } from './selling-merger';
import { sellingMergePlan } from './selling-merge-plan';

/** Every column that names a producer, and what a merge does with it. A test compares it with the database. */
export const MERGE_PLAN: readonly MergedColumn[] = [...sellingMergePlan, ...catalogMergePlan, ...peopleMergePlan];

const KEPT: Readonly<Record<keyof KeptSecretsDto, SecretKind>> = { phone: 'phone', bankAccount: 'bank-account' };

/** Makes one producer of two that are the same: everything of `from` is `into`'s from then on, and both histories stay readable. */
@Injectable()
export class MergeService {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly people: PeopleMerger,
    private readonly catalog: CatalogMerger,
    private readonly selling: SellingMerger,
  ) {}

  /** All of it as it is at one moment. Throws: Problem not-found, validation, producer-merged. */
  preview(actor: Actor, fromId: string, intoId: string): Promise<MergePreviewDto> {
    refuseSame(fromId, intoId, '?from');
    return this.transactions.run(async (tx) => {
      await tx.query('set transaction isolation level repeatable read, read only');
      return (await this.look(tx, await this.people.pair(tx, actor, fromId, intoId))).preview;
    });
  }

  /**
   * Locks: both producers by id, so that nobody begins anything new for either; what is under way for them; then orders, listings, the rest by table, and files last.
   * Throws: Problem not-found, validation, forbidden; producer-merged; stale-version with the preview of now; merge-conflict.
   */
  async merge(
    tx: EntityManager,
    { actor, what, params, requestId }: WriteRequest,
    intoId: string,
    wanted: MergeProducers,
  ): Promise<MergeDto> {
    refuseSame(wanted.from, intoId, '/from');
    refuseChoice(actor, wanted.keep ?? {});
    const pair = await this.people.pair(tx, actor, wanted.from, intoId, 'lock');
    const { from, into } = pair;
    await this.people.hold(tx, pair);
    await this.catalog.hold(tx, from.id, into.id);
    const { preview, part } = await this.look(tx, pair);
    if (preview.fingerprint !== wanted.fingerprint)
      throw new Problem(problems.staleVersion, 'Hai hồ sơ đã đổi sau khi xem trước; xin xem lại rồi gộp.', { current: preview });
    if (preview.conflicts.length > 0)
      throw new Problem(problems.mergeConflict, preview.conflicts.map(({ messageVi }) => messageVi).join(' '), {
        conflicts: preview.conflicts,
      });
    const moved = Object.fromEntries(
      preview.kinds.filter(({ fate, count }) => fate === 'moves' && count > 0).map(({ code, count }) => [code, count]),
    );
    const now = this.clock.now();
    await this.selling.merge(tx, from.id, into.id);
    await this.people.merge(tx, actor, pair, { taken: takenOf(part, wanted.keep ?? {}), shown: preview.fingerprint, moved });
    const files = await this.catalog.merge(tx, from.id, into.id);
    await rows(tx, 'update producer_merge set old_files = $2 where from_id = $1', [from.id, files]);
    const changes = [
      { of: 'merge', id: from.id, field: 'from', after: from.name },
      ...preview.kinds
        .filter(({ fate, count }) => fate === 'moves' && count > 0)
        .map((kind) => ({ of: 'merge', field: kind.code, after: kind.count })),
    ];
    for (const change of changes) noteChange(tx, change);
    // In the other chain as well: it ends with this.
    await writeAct(tx, { at: now, actor, producerId: from.id, what, subject: { ...params, from: from.id }, changes, requestId });
    return { fromId: from.id, intoId: into.id, mergedAt: now.toISOString(), moved };
  }

  private async look(db: EntityManager, pair: Pair): Promise<{ readonly preview: MergePreviewDto; readonly part: PeoplePart }> {
    const { from, into } = pair;
    const part = await this.people.look(db, pair);
    const counted = await countMerged(db, MERGE_PLAN, from.id);
    const along = await this.catalog.alongWith(db, from.id);
    const pausing = await this.selling.pausing(db, from.id, into.id);
    const conflicts = [
      ...part.conflicts,
      ...(await this.catalog.conflicts(db, from.id, into.id)),
      ...(await this.selling.conflicts(db, from.id, into.id)),
    ];
    const kinds: MergedKindDto[] = [
      ...counted.map(({ column: { table, column, labelVi, fate }, count }) => ({ code: `${table}.${column}`, labelVi, fate, count })),
      ...along,
    ];
    const shown = {
      from: named(from),
      into: named(into),
      kinds,
      fills: [...part.fills],
      secrets: part.secrets.map(({ kind, from: theirs, into: ours, differs }) => ({ kind, from: theirs, into: ours, differs })),
      pausing,
      conflicts: conflicts.map((one) => ({ ...one, byRoles: [...one.byRoles], about: [...one.about] })),
      noticesVi: noticesVi(part, pausing.length > 0),
    };
    const lively = new Set(MERGE_PLAN.filter(({ isLively }) => isLively).map(({ table, column }) => `${table}.${column}`));
    const fingerprint = shownHash({
      ...shown,
      kinds: kinds.filter(({ code }) => !lively.has(code)),
      versions: [from.version, into.version],
      secretsOf: part.secrets.map(({ changedAt }) => [...changedAt].sort()),
    });
    return { preview: { ...shown, fingerprint }, part };
  }
}

const named = ({ id, name, kind, provinceCode }: Pair['from']) => ({ id, name, kind, provinceCode });

function noticesVi({ endingMandates, secrets, fills, isRestricted }: PeoplePart, isPausing: boolean): string[] {
  return [
    'Gộp rồi thì không tách lại được.',
    'Đồng ý đã ghi cho hồ sơ bị gộp được giữ làm lịch sử, không thay cho đồng ý của hồ sơ còn lại.',
    ...(isPausing ? ['Tin bán ở sàn mà hồ sơ còn lại chưa đồng ý sẽ tạm ẩn cho đến khi có đồng ý.'] : []),
    ...(endingMandates > 0
      ? [`${endingMandates} uỷ quyền cho cán bộ ở hồ sơ bị gộp kết thúc, vì chủ thể đồng ý cho hồ sơ đó; cần thì ghi uỷ quyền mới.`]
      : []),
    ...(secrets.some(({ differs }) => differs) ? ['Số điện thoại hoặc tài khoản khác nhau: số không được chọn sẽ bị bỏ.'] : []),
    ...(isRestricted ? ['Hồ sơ bị gộp đang hạn chế xử lý dữ liệu; sau khi gộp, hạn chế đó áp dụng cho hồ sơ còn lại.'] : []),
    ...(fills.length > 0 ? ['Hồ sơ còn lại nhận những mục mà nó chưa có.'] : []),
  ];
}

function refuseSame(from: string, into: string, pointer: string): void {
  if (from.toLowerCase() === into.toLowerCase()) throw invalid([{ pointer, message: 'Không gộp một hồ sơ vào chính nó.' }]);
}

/** Where money goes and which phone speaks for a producer is changed by those who may change its profile. */
function refuseChoice(actor: Actor, keep: KeptSecretsDto): void {
  if (actor.role === 'province' && Object.values(keep).includes('from'))
    throw new Problem(problems.forbidden, 'Số điện thoại và tài khoản ngân hàng do chủ thể hoặc người vận hành chọn.');
}

/** The numbers of the producer that goes which count from now on: those that the other one lacks, and those that were chosen. */
function takenOf({ secrets }: PeoplePart, keep: KeptSecretsDto): SecretKind[] {
  const chosen = new Set<SecretKind>(
    (Object.keys(KEPT) as (keyof KeptSecretsDto)[]).flatMap((name) => (keep[name] === 'from' ? [KEPT[name]] : [])), // its own keys
  );
  return secrets.flatMap(({ kind, from, into }) => (from !== null && (into === null || chosen.has(kind)) ? [kind] : []));
}
