import { Controller, Get, Param, ParseUUIDPipe, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ProductExport } from './product-export';
import { XLSX } from './template.controller';

@ApiTags('imports')
@Controller('api/v1/producers/:producerId/products/export')
export class ExportController {
  constructor(private readonly products: ProductExport) {}

  /** All products as a table, one row for each pack; an import takes it back. */
  @Get()
  async export(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const stream = await this.products.workbook(producerId);
    void reply.header('cache-control', 'private, no-store').header('x-content-type-options', 'nosniff');
    return new StreamableFile(stream, { type: XLSX, disposition: `attachment; filename="san-pham-${producerId}.xlsx"` });
  }
}
