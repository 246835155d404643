import { createHash } from 'node:crypto';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Transactions } from '../../shared/db';
import { Problem, problems } from '../../shared/kernel';
import { OCOP_SETS } from './ocop-set.rules';
import { PlaceReader } from './place.reader';
import { fullNameVi } from './place.rules';
import { CommuneList, OcopSetList, ProvinceList } from './reference.dto';

/** Lists that everybody needs and that change a few times a year: sent once, then answered with 304. */
@ApiTags('reference')
@Controller('api/v1/reference')
export class ReferenceController {
  constructor(
    private readonly transactions: Transactions,
    private readonly places: PlaceReader,
  ) {}

  @Get('ocop-sets')
  @ApiOkResponse({ type: OcopSetList })
  ocopSets(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const items = OCOP_SETS.map(({ number, slug, sectorVi, groupVi, nameVi, needsShelfLife, notByPostVi }) => {
      return { number, slug, sectorVi, groupVi, nameVi, needsShelfLife, notByPostVi };
    });
    sendUnchanging(request, reply, { source: 'Quyết định 26/2026/QĐ-TTg, Phụ lục I', items } satisfies OcopSetList);
  }

  @Get('provinces')
  @ApiOkResponse({ type: ProvinceList })
  async provinces(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const provinces = await this.places.provinces(this.transactions.reader);
    const items = provinces.map((one) => ({ code: one.code, name: one.name, kind: one.kind, fullName: fullNameVi(one) }));
    sendUnchanging(request, reply, { items } satisfies ProvinceList);
  }

  @Get('provinces/:code/communes')
  @ApiOkResponse({ type: CommuneList })
  async communes(@Param('code') code: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const communes = /^\d{2}$/.test(code) ? await this.places.communes(this.transactions.reader, code) : [];
    if (communes.length === 0) throw new Problem(problems.notFound, 'Không có tỉnh, thành phố nào mang mã này.');
    const items = communes.map((one) => ({
      code: one.code,
      provinceCode: one.provinceCode,
      name: one.name,
      kind: one.kind,
      fullName: fullNameVi(one),
    }));
    sendUnchanging(request, reply, { items } satisfies CommuneList);
  }
}

/** Answers 304 when the caller has these bytes already. */
function sendUnchanging(request: FastifyRequest, reply: FastifyReply, body: object): void {
  const text = JSON.stringify(body);
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  void reply.header('etag', etag).header('cache-control', 'private, max-age=3600, must-revalidate');
  const known = request.headers['if-none-match'];
  // A proxy that compresses marks the tag as weak.
  if (known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) void reply.code(304).send();
  else void reply.type('application/json; charset=utf-8').send(text);
}
