import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { invalid } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { SHEET_LIMITS } from './sheet.limits';
import { sheetRefused } from './sheet.refusal';

/** An upload that says it is longer than this is refused unread; up to here it is read to its end, because many clients hear the answer only then. */
const LONGEST_BODY = 4 * SHEET_LIMITS.bytes;

/** The table of a form, whole: it is small, and may have to be read from its end. Throws: Problem. */
export async function receiveSheet(request: FastifyRequest): Promise<{ readonly fileName: string; readonly bytes: Buffer }> {
  if (!request.isMultipart()) throw new Problem(problems.unsupportedMedia, 'Hãy gửi tệp dạng multipart/form-data, trường "file".');
  if (Number(request.headers['content-length'] ?? 0) > LONGEST_BODY) throw sheetRefused('too-many-bytes');
  const part = await firstPart(request);
  if (part?.fieldname !== 'file') throw invalid([{ pointer: '/file', message: 'Thiếu tệp bảng tính.' }]);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of part.file) {
      size += (chunk as Buffer).length; // a stream of bytes
      if (size <= SHEET_LIMITS.bytes) chunks.push(chunk as Buffer); // the same
    }
  } catch {
    throw new Problem(problems.badRequest, 'Tệp gửi lên bị đứt giữa chừng; xin gửi lại.');
  }
  if (size > SHEET_LIMITS.bytes) throw sheetRefused('too-many-bytes');
  return { fileName: part.filename, bytes: Buffer.concat(chunks) };
}

async function firstPart(request: FastifyRequest): Promise<MultipartFile | undefined> {
  try {
    return await request.file({ limits: { files: 1, fields: 0, fileSize: SHEET_LIMITS.bytes + 1 }, throwFileSizeLimit: false });
  } catch {
    throw new Problem(problems.badRequest, 'Biểu mẫu gửi lên (multipart/form-data) không đọc được.');
  }
}
