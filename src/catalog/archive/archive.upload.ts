import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { invalid } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { IncomingFolder, type StagedFile } from '../photo/incoming-folder';
import { ARCHIVE_LIMITS } from './archive.limits';
import { archiveRefused } from './archive.refusal';

/** Around the file: the lines of the form. */
const FORM_BYTES = 64 * 1024;

/** Writes the file of a form to a folder as it comes. Whoever calls removes it. Throws: Problem, and leaves no file then. */
export async function receiveArchive(request: FastifyRequest, folder: string): Promise<StagedFile> {
  if (!request.isMultipart()) throw new Problem(problems.unsupportedMedia, 'Hãy gửi tệp dạng multipart/form-data, trường "file".');
  if (Number(request.headers['content-length'] ?? 0) > ARCHIVE_LIMITS.bytes + FORM_BYTES) throw archiveRefused('too-many-bytes');
  const part = await firstPart(request);
  if (part?.fieldname !== 'file') throw invalid([{ pointer: '/file', message: 'Thiếu tệp bản xuất.' }]);
  return incomingArchives(folder).stage(part.file);
}

async function firstPart(request: FastifyRequest): Promise<MultipartFile | undefined> {
  try {
    return await request.file({ limits: { files: 1, fields: 0, fileSize: ARCHIVE_LIMITS.bytes + 1 }, throwFileSizeLimit: false });
  } catch {
    throw new Problem(problems.badRequest, 'Biểu mẫu gửi lên (multipart/form-data) không đọc được.');
  }
}

/** Where archives arrive. */
export function incomingArchives(folder: string): IncomingFolder {
  return new IncomingFolder(folder, ARCHIVE_LIMITS.bytes, archiveRefused);
}
