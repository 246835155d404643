import { Controller, Get, Param, ParseUUIDPipe, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { TemplateQuery } from './template.dto';
import { TemplateService } from './template.service';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('imports')
@Controller('api/v1/producers/:producerId/products/template')
export class TemplateController {
  constructor(private readonly templates: TemplateService) {}

  /** The workbook to fill in and send as an import. */
  @Get()
  async template(
    @Param('producerId', ParseUUIDPipe) _producerId: string,
    @Query() { sector, form }: TemplateQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { key, bytes } = await this.templates.template(sector, form);
    void reply.header('cache-control', 'private, no-cache').header('etag', `"${key}"`).header('x-content-type-options', 'nosniff');
    const name = `mau-san-pham-${sector}-${form === 'short' ? 'ngan' : 'day-du'}.xlsx`;
    return new StreamableFile(bytes, { type: XLSX, length: bytes.length, disposition: `attachment; filename="${name}"` });
  }
}
