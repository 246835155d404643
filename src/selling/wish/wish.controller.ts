import { Body, Controller, Delete, HttpCode, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Write, Writes, type WriteRequest } from '../../shared/http';
import { PublicationWishDto, toWishDto, WishPublication } from './wish.dto';
import { WishService } from './wish.service';

@ApiTags('listings')
@Controller('api/v1/producers/:producerId/products/:productId/publication-wish')
export class WishController {
  constructor(
    private readonly writes: Writes,
    private readonly wishes: WishService,
  ) {}

  /** Publishes the product at each of the shops by itself, as soon as it is ready there. Shown by `GET …/why-not-live`; what an officer wished is then proposed. */
  @Put()
  put(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() body: WishPublication,
  ): Promise<PublicationWishDto> {
    const accountId = write.actor.acceptedBy ?? write.actor.accountId;
    return this.writes.run(write, async (tx) => toWishDto(await this.wishes.put(tx, producerId, productId, body.connectionIds, accountId)));
  }

  /** What is on sale already stays there. */
  @Delete()
  @HttpCode(204)
  takeBack(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
  ): Promise<void> {
    return this.writes.run(write, (tx) => this.wishes.takeBack(tx, producerId, productId));
  }
}
