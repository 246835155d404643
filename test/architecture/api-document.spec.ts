import SwaggerParser from '@apidevtools/swagger-parser';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ACCESS } from '../../src/people';
import { describeApp } from '../../src/program/describe-app';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly [limit: string]: unknown;
}

const WRITES = ['post', 'put', 'patch', 'delete'] as const;

/** Writes without an effect that could happen twice: logging in and out, trying a connection, checking a number. Parts of a file carry their offset instead. */
const WITHOUT_KEY = [
  'POST /api/v1/session',
  'DELETE /api/v1/session',
  'POST /api/v1/claims',
  'POST /api/v1/claims/confirm',
  'POST /api/v1/session/codes',
  'POST /api/v1/session/with-code',
  'POST /api/v1/password/codes',
  'POST /api/v1/password/reset',
  'POST /api/v1/connections/:id/test',
  'POST /api/v1/reference/check',
  'POST /api/v1/reference/old-places/resolve',
  'POST /api/v1/producers/:producerId/uploads',
  'PATCH /api/v1/producers/:producerId/uploads/:uploadId',
  'DELETE /api/v1/producers/:producerId/uploads/:uploadId',
];

describe('the OpenAPI document', () => {
  let document: OpenAPIObject;
  beforeAll(async () => {
    document = await describeApp();
  });

  const operations = (): { route: string; operation: NonNullable<OpenAPIObject['paths'][string]['get']> }[] =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      (['get', ...WRITES] as const).flatMap((method) => {
        const operation = item[method];
        return operation ? [{ route: `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`, operation }] : [];
      }),
    );

  /** Everything in a schema that has no end. */
  const endless = (schema: Schema | undefined, where: string, seen = new Set<string>()): string[] => {
    if (!schema) return [];
    if (schema.$ref !== undefined) {
      if (seen.has(schema.$ref)) return [];
      const target = document.components?.schemas?.[schema.$ref.split('/').pop() ?? ''] as Schema | undefined; // a resolved reference is a schema
      return endless(target, where, new Set([...seen, schema.$ref]));
    }
    const inner = [
      ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => endless(property, `${where}.${name}`, seen)),
      ...endless(schema.items, `${where}[]`, seen),
      ...(schema.allOf ?? []).flatMap((part) => endless(part, where, seen)),
    ];
    const isEndless =
      (schema.type === 'string' && schema.maxLength === undefined && schema.enum === undefined && schema.format === undefined) ||
      ((schema.type === 'integer' || schema.type === 'number') && (schema.maximum === undefined || schema.minimum === undefined)) ||
      (schema.type === 'array' && schema.maxItems === undefined);
    return isEndless ? [where, ...inner] : inner;
  };

  it('[AP1] is valid OpenAPI', async () => {
    await expect(SwaggerParser.validate(structuredClone(document) as never)).resolves.toBeDefined();
  });

  it('[AP1] has every route of the interface, and only those', () => {
    const aside = /^GET \/$|^OPTIONS |\/webhooks\/|\/session\/oidc|\/api\/openapi/; // the pages at the bare address and on the way to another service, what is allowed at an address, the door of platforms, this document
    const shown = Object.keys(ACCESS).filter((route) => !aside.test(route));
    expect(
      operations()
        .map(({ route }) => route)
        .sort(),
    ).toEqual(shown.sort());
  });

  it('[AP1] tells every limit of what it takes', () => {
    const open = operations().flatMap(({ route, operation }) => {
      const body =
        operation.requestBody && 'content' in operation.requestBody ? operation.requestBody.content['application/json']?.schema : undefined;
      const parameters = (operation.parameters ?? []).flatMap((parameter) =>
        'name' in parameter ? [{ name: parameter.name, schema: parameter.schema }] : [],
      );
      return [
        ...endless(body as Schema | undefined, route),
        ...parameters.flatMap(({ name, schema }) => endless(schema as Schema | undefined, `${route} ${name}`)),
      ];
    });
    expect(open).toEqual([]);
  });

  it('[AP1] asks every write for an Idempotency-Key', () => {
    const without = operations()
      .filter(
        ({ route, operation }) =>
          !route.startsWith('GET') &&
          !(operation.parameters ?? []).some((parameter) => 'name' in parameter && parameter.name === 'Idempotency-Key'),
      )
      .map(({ route }) => route);
    expect(without.sort()).toEqual([...WITHOUT_KEY].sort());
  });

  it('[AP1] shows what every operation answers, in success and in failure', () => {
    for (const { route, operation } of operations()) {
      const answers = operation.responses;
      const success = Object.keys(answers).filter((status) => status.startsWith('2'));
      // One, and 202 beside it where a part of what is asked may have to wait for somebody's word.
      expect([route, success.length === 1 || (success.length === 2 && success[1] === '202')]).toEqual([route, true]);
      const answer = answers[success[0] ?? ''];
      const isEmpty = success[0] === '204';
      expect([route, answer !== undefined && 'content' in answer && answer.content !== undefined]).toEqual([route, !isEmpty]);
      expect([route, answers.default]).toEqual([
        route,
        expect.objectContaining({ content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }),
      ]);
    }
  });
});
