import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { mayOnlyPropose, ProposedDto } from '../../people';
import { afterCommit, Transactions } from '../../shared/db';
import { ChangesQuery, Write, Writes, type WriteRequest } from '../../shared/http';
import { LaneRunner } from '../../sync';
import { LISTING_LANE } from '../listing-lane.name';
import { ListingDetailDto, ListingDto, ListingPage, PublishProduct, ShopDto, toListingDto } from './listing.dto';
import { ListingReader } from './listing.reader';
import { ListingService } from './listing.service';
import type { ListingRow } from './listing.store';
import { PublicationProposals } from './publication.proposals';

@ApiTags('listings')
@Controller('api/v1/producers/:producerId')
export class ListingController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly listings: ListingService,
    private readonly lanes: LaneRunner,
    private readonly publications: PublicationProposals,
    private readonly reader: ListingReader,
  ) {}

  /** Shops that the producer can publish to. */
  @Get('shops')
  shops(@Param('producerId', ParseUUIDPipe) producerId: string): Promise<ShopDto[]> {
    return this.listings.shops(this.transactions.reader, producerId);
  }

  /** One registration, live everywhere: publishes all packs of the product. What an officer offers for the first time waits for the producer's word. */
  @Post('products/:productId/listings')
  @ApiCreatedResponse({ type: ListingDto, isArray: true })
  @ApiAcceptedResponse({ type: ProposedDto, description: 'Lần đăng bán đầu do cán bộ đề nghị chờ chủ thể xác nhận.' })
  async publish(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() body: PublishProduct,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ListingDto[] | ProposedDto> {
    const photos = await this.listings.preparePhotos(this.transactions.reader, producerId, productId, body.connectionIds);
    const answer = await this.writes.run(write, async (tx): Promise<ListingDto[] | ProposedDto> => {
      if (mayOnlyPropose(write.actor) && (await this.publications.isFirst(tx, producerId, productId)))
        return { proposal: await this.publications.propose(tx, write.actor, producerId, productId, body.connectionIds) };
      const approvedBy = write.actor.acceptedBy ?? write.actor.accountId;
      const published = await this.publications.publish(tx, producerId, productId, { ...body, photos }, approvedBy);
      return published.map(toListingDto);
    });
    if ('proposal' in answer) reply.status(202);
    return answer;
  }

  @Get('listings')
  list(@Param('producerId', ParseUUIDPipe) producerId: string, @Query() query: ChangesQuery): Promise<ListingPage> {
    return this.reader.list(this.transactions.reader, producerId, query);
  }

  @Get('listings/:listingId')
  async get(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('listingId', ParseUUIDPipe) listingId: string,
  ): Promise<ListingDetailDto> {
    const reader = this.transactions.reader;
    const listing = await this.listings.get(reader, producerId, listingId);
    return { ...toListingDto(listing), hasUnpublishedChanges: await this.listings.hasUnpublishedChanges(reader, listing) };
  }

  /** Takes the listing off the platform's shelves; it keeps its place. */
  @Post('listings/:listingId/pause')
  @HttpCode(200)
  pause(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('listingId', ParseUUIDPipe) listingId: string,
  ): Promise<ListingDto> {
    return this.wish(write, producerId, listingId, 'hidden');
  }

  @Post('listings/:listingId/resume')
  @HttpCode(200)
  resume(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('listingId', ParseUUIDPipe) listingId: string,
  ): Promise<ListingDto> {
    return this.wish(write, producerId, listingId, 'live');
  }

  /** Removes it from the platform for good. */
  @Post('listings/:listingId/withdraw')
  @HttpCode(200)
  withdraw(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('listingId', ParseUUIDPipe) listingId: string,
  ): Promise<ListingDto> {
    return this.wish(write, producerId, listingId, 'gone');
  }

  private wish(write: WriteRequest, producerId: string, listingId: string, wanted: 'live' | 'hidden' | 'gone'): Promise<ListingDto> {
    return this.writes.run(write, async (tx) => {
      const listing: ListingRow = await this.listings.wish(tx, producerId, listingId, wanted);
      afterCommit(tx, () => this.lanes.wake(LISTING_LANE, listing.connectionId));
      return toListingDto(listing);
    });
  }
}
