import type { OpenAPIObject } from '@nestjs/swagger';
import type { Access } from '../people';
import { problems } from '../shared/kernel';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type ParameterObject = Extract<NonNullable<Operation['parameters']>[number], { in: string }>;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457. Xử lý theo `type`, không theo chữ.',
  required: ['type', 'title', 'status', 'instance'],
  properties: {
    type: { type: 'string', enum: Object.values(problems).map(({ code }) => `urn:problem:${code}`) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'Mã yêu cầu; xin nêu mã này khi cần trợ giúp.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'message'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer trong body, hoặc ?tên cho tham số.' },
          message: { type: 'string' },
        },
      },
    },
  },
};

/** Adds what no decorator has to repeat: the problems, who may call, and one order of paths so that two runs give one text. */
export function completeDocument(document: OpenAPIObject, access: Readonly<Record<string, Access>>): OpenAPIObject {
  const paths: OpenAPIObject['paths'] = {};
  for (const path of Object.keys(document.paths).sort()) {
    const item = document.paths[path] ?? {};
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) complete(operation, access[`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`]);
    }
    paths[path] = item;
  }
  const { schemas = {}, ...components } = document.components ?? {};
  const sorted = Object.fromEntries(Object.entries({ ...schemas, Problem: PROBLEM }).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...document, paths, components: { ...components, schemas: sorted } };
}

/** What the router takes as one part of a path. */
const LONGEST_PATH_PART = 200;

const AUTHOR: ParameterObject = {
  name: 'X-Author',
  in: 'header',
  required: false,
  schema: { type: 'string', format: 'uuid' },
  description: 'Tài khoản của người đã ghi việc này trên máy dùng chung. Khác người đang đăng nhập thì bị từ chối (author-mismatch).',
};

const isWrite = ({ parameters = [] }: Operation): boolean =>
  parameters.some((parameter) => 'name' in parameter && parameter.name === 'Idempotency-Key');

function complete(operation: Operation, access: Access | undefined): void {
  for (const parameter of operation.parameters ?? []) {
    if ('in' in parameter && parameter.in === 'path')
      parameter.schema = /^id$|Id$/.test(parameter.name)
        ? { type: 'string', format: 'uuid' }
        : { type: 'string', maxLength: LONGEST_PATH_PART };
  }
  const isPublic = access !== undefined && 'public' in access;
  if (isWrite(operation) && !isPublic) (operation.parameters ??= []).push(AUTHOR);
  // A handler that answers bytes (a photo, a label) has no DTO.
  const ok = operation.responses['200'];
  if (ok && 'description' in ok) ok.content ??= { '*/*': { schema: { type: 'string', format: 'binary' } } };
  operation.security = isPublic ? [] : [{ token: [] }, { session: [] }];
  if (access && 'allow' in access)
    operation.description = [operation.description, `Vai trò: ${access.allow.join(', ')}.`].filter(Boolean).join('\n\n');
  const answers = problemAnswers(operation, isPublic);
  for (const [status, description] of Object.entries(answers)) {
    operation.responses[status] ??= {
      description,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
}

function problemAnswers(operation: Operation, isPublic: boolean): Record<string, string> {
  const parameters = operation.parameters ?? [];
  const hasPath = parameters.some((parameter) => 'in' in parameter && parameter.in === 'path');
  return {
    ...(parameters.length > 0 || operation.requestBody ? { 400: 'Dữ liệu chưa hợp lệ' } : {}),
    ...(isPublic ? {} : { 401: 'Chưa đăng nhập', 403: 'Không có quyền' }),
    ...(hasPath ? { 404: 'Không tìm thấy' } : {}),
    ...(isWrite(operation)
      ? { 409: 'Trái với dữ liệu đang có', 422: 'Không làm được, hoặc Idempotency-Key đã dùng cho nội dung khác' }
      : {}),
    default: 'Lỗi khác',
  };
}
