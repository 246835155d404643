import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Transactions } from '../../shared/db';
import { Write, Writes, type WriteRequest } from '../../shared/http';
import { ProductDuplicates } from '../duplicate/duplicate.service';
import { PriceProposals } from './price.proposals';
import {
  ChangePack,
  ChangeProduct,
  CreatePack,
  CreateProduct,
  ProductDto,
  ProductPage,
  ProductQuery,
  SetPhotos,
  SavedProductDto,
  toProductDto,
} from './product.dto';
import { ProductService } from './product.service';

@ApiTags('products')
@Controller('api/v1/producers/:producerId/products')
export class ProductController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly products: ProductService,
    private readonly duplicates: ProductDuplicates,
    private readonly prices: PriceProposals,
  ) {}

  @Post()
  create(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Body() body: CreateProduct,
  ): Promise<SavedProductDto> {
    return this.writes.run(write, async (tx) =>
      this.duplicates.saved(tx, await this.products.create(tx, producerId, body, write.actor.accountId)),
    );
  }

  @Get()
  list(@Param('producerId', ParseUUIDPipe) producerId: string, @Query() query: ProductQuery): Promise<ProductPage> {
    return this.products.list(this.transactions.reader, producerId, query);
  }

  @Get(':productId')
  async get(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
  ): Promise<ProductDto> {
    return toProductDto(await this.products.get(this.transactions.reader, producerId, productId));
  }

  @Patch(':productId')
  change(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() { version, ...change }: ChangeProduct,
  ): Promise<SavedProductDto> {
    return this.writes.run(write, async (tx) =>
      this.duplicates.saved(tx, await this.products.change(tx, producerId, productId, version, change, write.actor.accountId)),
    );
  }

  @Post(':productId/packs')
  addPack(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() body: CreatePack,
  ): Promise<SavedProductDto> {
    return this.writes.run(write, async (tx) =>
      this.duplicates.saved(tx, await this.products.addPack(tx, producerId, productId, body, write.actor.accountId)),
    );
  }

  @Patch(':productId/packs/:packId')
  @ApiOkResponse({ type: SavedProductDto })
  @ApiAcceptedResponse({ type: SavedProductDto, description: 'Giá do cán bộ đề nghị chờ chủ thể xác nhận; phần còn lại đã lưu.' })
  async changePack(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('packId', ParseUUIDPipe) packId: string,
    @Body() { version, ...change }: ChangePack,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedProductDto> {
    const answer = await this.writes.run(write, async (tx) => {
      const { state, proposal } = await this.prices.changePack(tx, write.actor, producerId, productId, packId, version, change);
      return { ...(await this.duplicates.saved(tx, state)), ...(proposal && { proposal }) };
    });
    if (answer.proposal) reply.status(202);
    return answer;
  }

  @Put(':productId/photos')
  setPhotos(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() body: SetPhotos,
  ): Promise<SavedProductDto> {
    return this.writes.run(write, async (tx) =>
      this.duplicates.saved(
        tx,
        await this.products.setPhotos(tx, producerId, productId, body.photoIds, write.actor.accountId, body.version),
      ),
    );
  }
}
