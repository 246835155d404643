import type { Readable } from 'node:stream';
import type { MultipartFile } from '@fastify/multipart';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { invalid } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { PAPER_FILE_LIMITS } from './paper-file.limits';
import type { PaperFileType, PaperForm } from './paper-files';
import { paperRefused } from './paper-refusal';

/** An upload that says it is longer than this is refused unread; up to here it is read to its end, because many clients hear the answer only then. */
const LONGEST_BODY = 4 * PAPER_FILE_LIMITS.bytes;

const CONTENT_TYPES: Readonly<Record<PaperFileType, string>> = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heic: 'image/heic',
};

/** The one file of a form, field "file". Throws: Problem unsupported-media, bad-request, validation, paper-refused. */
export async function paperOf(request: FastifyRequest): Promise<Readable> {
  if (!request.isMultipart()) throw new Problem(problems.unsupportedMedia, 'Hãy gửi tệp dạng multipart/form-data, trường "file".');
  if (Number(request.headers['content-length'] ?? 0) > LONGEST_BODY) throw paperRefused('too-many-bytes');
  const part = await firstPart(request);
  if (part?.fieldname !== 'file') throw invalid([{ pointer: '/file', message: 'Thiếu tệp giấy tờ.' }]);
  return part.file;
}

async function firstPart(request: FastifyRequest): Promise<MultipartFile | undefined> {
  try {
    return await request.file({ limits: { files: 1, fields: 0, fileSize: PAPER_FILE_LIMITS.bytes + 1 }, throwFileSizeLimit: false });
  } catch {
    throw new Problem(problems.badRequest, 'Biểu mẫu gửi lên (multipart/form-data) không đọc được.');
  }
}

/** Never shown inside a page of ours, whatever it turns out to be: it is saved and opened elsewhere. */
export function handOut(
  reply: FastifyReply,
  paper: { readonly id: string; readonly type: PaperFileType; readonly form: PaperForm },
  { size, stream }: { readonly size: number; readonly stream: Readable },
): StreamableFile {
  const type = paper.form === 'preview' ? 'jpeg' : paper.type;
  void reply
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox");
  return new StreamableFile(stream, { type: CONTENT_TYPES[type], length: size, disposition: `attachment; filename="${paper.id}.${type}"` });
}
