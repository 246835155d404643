import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { ApiPage, PageQuery, Write, Writes, type Page, type WriteRequest } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { toProductDto } from '../product/product.dto';
import { RestoredDto, RestoreVersion, VersionDetailDto, VersionDiffDto, VersionDto } from './version.dto';
import { VersionService } from './version.service';

@ApiTags('versions')
@Controller('api/v1/producers/:producerId/products/:productId/versions')
export class VersionController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly versions: VersionService,
  ) {}

  /** Newest first: who changed the product, and when. */
  @Get()
  @ApiPage(VersionDto)
  list(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Query() query: PageQuery,
  ): Promise<Page<VersionDto>> {
    return this.versions.list(this.transactions.reader, producerId, productId, query);
  }

  /** The product as it was. */
  @Get(':version')
  get(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('version') version: string,
  ): Promise<VersionDetailDto> {
    return this.versions.get(this.transactions.reader, producerId, productId, numberOf(version));
  }

  /** What differs between two versions, field by field. */
  @Get(':version/diff/:other')
  diff(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('version') version: string,
    @Param('other') other: string,
  ): Promise<VersionDiffDto> {
    return this.versions.diff(this.transactions.reader, producerId, productId, numberOf(version), numberOf(other));
  }

  /** Makes a new version with the content of an old one. */
  @Post(':version/restore')
  @HttpCode(200)
  restore(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('version') version: string,
    @Body() body: RestoreVersion,
  ): Promise<RestoredDto> {
    return this.writes.run(write, async (tx) => {
      const { state, notRestored } = await this.versions.restore(tx, producerId, productId, numberOf(version), body.version, write.actor);
      return { product: toProductDto(state), notRestored: [...notRestored] };
    });
  }
}

/** Throws: not-found, because there is no version of that name. */
function numberOf(text: string): number {
  const number = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : Infinity;
  if (number > 2_147_483_647) throw new Problem(problems.notFound);
  return number;
}
