import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { invalid } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { ARCHIVE_LIMITS } from './archive.limits';
import { archiveRefused } from './archive.refusal';

/** Around the file: the lines of the form. */
const FORM_BYTES = 64 * 1024;

/** Writes the file of a form to a folder as it comes. Whoever calls removes it. Throws: Problem, and leaves no file then. */
export async function receiveArchive(request: FastifyRequest, folder: string): Promise<{ readonly file: string; readonly sha256: string }> {
  if (!request.isMultipart()) throw new Problem(problems.unsupportedMedia, 'Hãy gửi tệp dạng multipart/form-data, trường "file".');
  if (Number(request.headers['content-length'] ?? 0) > ARCHIVE_LIMITS.bytes + FORM_BYTES) throw archiveRefused('too-many-bytes');
  const part = await firstPart(request);
  if (part?.fieldname !== 'file') throw invalid([{ pointer: '/file', message: 'Thiếu tệp bản xuất.' }]);
  await fs.mkdir(folder, { recursive: true });
  const file = path.join(folder, randomUUID());
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    await pipeline(
      part.file,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          if (bytes > ARCHIVE_LIMITS.bytes) throw archiveRefused('too-many-bytes');
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(file, { mode: 0o600 }),
    );
    if (bytes === 0) throw archiveRefused('empty');
    return { file, sha256: hash.digest('hex') };
  } catch (error) {
    await fs.rm(file, { force: true });
    if (error instanceof Problem) throw error;
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOSPC')
      throw new Problem(problems.unavailable, 'Máy chủ đã hết chỗ chứa tệp.');
    throw new Problem(problems.badRequest, 'Tệp gửi lên bị đứt giữa chừng; xin gửi lại.');
  }
}

async function firstPart(request: FastifyRequest): Promise<MultipartFile | undefined> {
  try {
    return await request.file({ limits: { files: 1, fields: 0, fileSize: ARCHIVE_LIMITS.bytes + 1 }, throwFileSizeLimit: false });
  } catch {
    throw new Problem(problems.badRequest, 'Biểu mẫu gửi lên (multipart/form-data) không đọc được.');
  }
}
