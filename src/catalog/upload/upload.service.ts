import path from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { Env } from '../../../config/env';
import { rows, Transactions } from '../../shared/db';
import { actOf, decodeCursor, exactTime, toPage, writeAct, type Act, type Page, type PagedRow } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { PhotoIntake } from '../photo/photo-intake';
import { Tus, type NewUpload } from './tus';
import { PURPOSES, type UploadDto, type UploadPurpose } from './upload.dto';
import { UPLOAD_LIMITS } from './upload.limits';

interface Upload extends PagedRow {
  readonly producerId: string;
  readonly purpose: UploadPurpose;
  readonly bytes: number;
  readonly state: 'open' | 'done' | 'refused';
  readonly photoId: string | null;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

type Made = Omit<Act, 'at' | 'changes'>;

const SELECT = `select id, producer_id as "producerId", purpose, bytes, state, photo_id as "photoId", reason, created_at as "createdAt", expires_at as "expiresAt",
  ${exactTime('created_at')} as "cursorAt" from upload`;

/** Files that arrive in parts, over bad lines, in any order. A complete photo goes through the same intake as any other: same bytes, same photo. */
@Injectable()
export class UploadService implements OnModuleInit {
  private tus: Tus;
  /** Finishing takes seconds and may be asked for by several requests. */
  private readonly finishing = new Map<string, Promise<void>>();

  constructor(
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly intake: PhotoIntake,
    private readonly env: Env,
  ) {}

  async onModuleInit(): Promise<void> {
    this.tus = await Tus.open(path.join(this.env.DATA_DIR, 'uploads'));
  }

  /** A request of the protocol: POST makes an upload, HEAD, PATCH and DELETE are about one. Throws: Problem. */
  async protocol(request: FastifyRequest, reply: FastifyReply, producerId: string, uploadId?: string): Promise<string> {
    const id = uploadId ?? newId();
    const known = uploadId === undefined ? null : await this.get(producerId, uploadId);
    if (request.method === 'HEAD' && known?.state === 'done') return this.allArrived(reply, known);
    const isWrite = request.method !== 'OPTIONS' && request.method !== 'HEAD';
    const act = isWrite ? actOf(request) : null;
    const answer = await this.tus.answer(request, reply, id, {
      address: `/api/v1/producers/${producerId}/uploads`,
      announced: (upload) => this.announced(producerId, upload, act),
    });
    if (request.method === 'DELETE')
      await this.transactions.run(async (tx) => {
        const gone = await rows(tx, 'delete from upload where id = $1 returning 1', [id]);
        if (gone.length > 0) await this.write(tx, act, id);
      });
    else if (request.method !== 'OPTIONS') void reply.header('upload-result', await this.finished(producerId, id, act));
    return answer;
  }

  /** The file is taken in and gone; whoever lost the last answer must not send it again. */
  private allArrived(reply: FastifyReply, { bytes, photoId, state }: Upload): string {
    void reply.headers({ 'tus-resumable': '1.0.0', 'cache-control': 'no-store', 'upload-offset': bytes, 'upload-length': bytes });
    void reply.header('upload-result', photoId ?? state);
    return '';
  }

  /** What has arrived and what is missing. Throws: Problem not-found. */
  async status(producerId: string, uploadId: string): Promise<UploadDto> {
    const upload = await this.get(producerId, uploadId);
    if (upload.state !== 'open') return this.toDto(upload);
    await this.finish(upload, null).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error; // a refusal stands in the row
    });
    return this.toDto(await this.get(producerId, uploadId));
  }

  /** Oldest first. */
  async list(producerId: string, query: { readonly limit: number; readonly cursor?: string }): Promise<Page<UploadDto>> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    const found = await rows<Upload>(
      this.transactions.reader,
      `${SELECT} where producer_id = $1 and ($2::timestamptz is null or (created_at, id) > ($2, $3::uuid)) order by created_at, id limit $4`,
      [producerId, after?.at ?? null, after?.id ?? null, query.limit + 1],
    );
    const items = new Map(await Promise.all(found.map(async (upload) => [upload.id, await this.toDto(upload)] as const)));
    return toPage(found, query.limit, (upload) => items.get(upload.id)!); // made from the same rows
  }

  /** The complete file of a document. Throws: Problem not-found. */
  async documentFile(producerId: string, uploadId: string): Promise<Readable> {
    const { purpose, state } = await this.get(producerId, uploadId);
    if (purpose !== 'document' || state !== 'done') throw new Problem(problems.notFound);
    return this.tus.read(uploadId);
  }

  /** Throws away what nobody went on with, and the records of what was finished long ago. */
  async removeExpired(): Promise<void> {
    for (;;) {
      const old = await rows<{ id: string }>(this.transactions.reader, 'select id from upload where expires_at < $1 limit 100', [
        this.clock.now(),
      ]);
      if (old.length === 0) return;
      await Promise.all(old.map(({ id }) => this.tus.remove(id))); // files first: a row without a file is found again, a file without a row is not
      await rows(this.transactions.reader, 'delete from upload where id = any($1)', [old.map(({ id }) => id)]);
    }
  }

  /** Throws away everything of the producer, files first. */
  async removeAll(tx: EntityManager, producerId: string): Promise<void> {
    const all = await rows<{ id: string }>(tx, 'select id from upload where producer_id = $1 for update', [producerId]);
    for (const { id } of all) await this.tus.remove(id);
    await rows(tx, 'delete from upload where producer_id = $1', [producerId]);
  }

  private async announced(producerId: string, { id, bytes, metadata }: NewUpload, act: Made | null): Promise<void> {
    const purpose = PURPOSES.find((known) => known === (metadata.purpose ?? 'photo'));
    if (!purpose) throw new Problem(problems.badRequest, 'Upload-Metadata: "purpose" là photo hoặc document.');
    if (bytes < 1) throw new Problem(problems.badRequest, 'Tệp rỗng: Upload-Length phải từ 1 byte.');
    const now = this.clock.now();
    await this.transactions.run(async (tx: EntityManager) => {
      await rows(tx, 'select 1 from producer where id = $1 for no key update', [producerId]); // counts one after the other
      const [open] = await rows<{ count: number }>(
        tx,
        `select count(*)::int as count from upload where producer_id = $1 and state = 'open' and expires_at > $2`,
        [producerId, now],
      );
      if ((open?.count ?? 0) >= UPLOAD_LIMITS.open)
        throw new Problem(problems.tooManyRequests, `Đang có ${UPLOAD_LIMITS.open} tệp tải dở; xin gửi xong hoặc huỷ bớt rồi gửi tệp mới.`);
      await rows(
        tx,
        'insert into upload (id, producer_id, purpose, bytes, created_by, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)',
        [id, producerId, purpose, bytes, act?.actor.accountId ?? null, now, new Date(now.getTime() + UPLOAD_LIMITS.keptMs)],
      );
      await this.write(tx, act, id);
    });
  }

  /** Takes a complete file in; answers for the header `upload-result`: the photo's id, or the state. */
  private async finished(producerId: string, id: string, act: Made | null): Promise<string> {
    const upload = await this.get(producerId, id);
    if (upload.state === 'open') await this.finish(upload, act);
    const { photoId, state } = await this.get(producerId, id);
    return photoId ?? state;
  }

  private async finish(upload: Upload, act: Made | null): Promise<void> {
    if ((await this.tus.received(upload.id)) !== upload.bytes) return;
    const earlier = this.finishing.get(upload.id);
    if (earlier) return earlier;
    const work = this.takeIn(upload, act).finally(() => this.finishing.delete(upload.id));
    this.finishing.set(upload.id, work);
    return work;
  }

  private async takeIn({ id, producerId, purpose }: Upload, act: Made | null): Promise<void> {
    const db = this.transactions.reader;
    if (purpose === 'document') {
      await this.transactions.run(async (tx) => {
        await rows(tx, `update upload set state = 'done' where id = $1`, [id]);
        await this.write(tx, act, id);
      });
      return;
    }
    try {
      const received = await this.intake.receive(db, producerId, this.tus.read(id));
      await this.transactions.run(async (tx) => {
        const [by] = await rows<{ accountId: string | null }>(tx, 'select created_by as "accountId" from upload where id = $1 for update', [
          id,
        ]);
        const photo = await this.intake.register(tx, producerId, received, by?.accountId ?? null);
        await rows(tx, `update upload set state = 'done', photo_id = $2 where id = $1`, [id, photo.id]);
        await this.write(tx, act, id);
      });
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== problems.photoRefused) throw error;
      await rows(db, `update upload set state = 'refused', reason = $2 where id = $1`, [id, error.detail ?? null]);
      await this.tus.remove(id);
      throw error;
    }
    await this.tus.remove(id);
  }

  /** Who sent it. A look at the state may finish what was sent completely: whoever sent it stands written already. */
  private async write(tx: EntityManager, act: Made | null, uploadId: string): Promise<void> {
    if (act) await writeAct(tx, { ...act, subject: { ...act.subject, uploadId }, at: this.clock.now(), changes: [] });
  }

  private async get(producerId: string, uploadId: string): Promise<Upload> {
    const [upload] = await rows<Upload>(this.transactions.reader, `${SELECT} where id = $1 and producer_id = $2 and expires_at > $3`, [
      uploadId,
      producerId,
      this.clock.now(),
    ]);
    if (!upload) throw new Problem(problems.notFound);
    return upload;
  }

  private async toDto({ id, purpose, bytes, state, photoId, reason, createdAt, expiresAt }: Upload): Promise<UploadDto> {
    const receivedBytes = state === 'open' ? ((await this.tus.received(id)) ?? 0) : bytes;
    return {
      ...{ id, purpose, bytes, receivedBytes, missingBytes: bytes - receivedBytes, state, photoId, reasonVi: reason },
      ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
    };
  }
}
