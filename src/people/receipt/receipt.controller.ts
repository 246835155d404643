import { Body, Controller, Get, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, PageQuery, Write, Writes, type Actor, type WriteRequest } from '../../shared/http';
import { Objections } from './objections';
import { ObjectionPage, ReceiptSetting, ReceiptSettingDto } from './receipt.dto';
import { Receipts } from './receipts';

@ApiTags('Tin báo việc làm hộ')
@Controller('api/v1')
export class ReceiptController {
  constructor(
    private readonly writes: Writes,
    private readonly receipts: Receipts,
    private readonly objections: Objections,
  ) {}

  /** Whether the producer is told by short message what officers do for it. */
  @Get('producers/:producerId/receipts')
  setting(@Param('producerId', ParseUUIDPipe) producerId: string): Promise<ReceiptSettingDto> {
    return this.receipts.setting(producerId);
  }

  /** Switches them on or off. */
  @Put('producers/:producerId/receipts')
  set(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Body() body: ReceiptSetting,
  ): Promise<ReceiptSettingDto> {
    return this.writes.run(write, (tx) => this.receipts.set(tx, write.actor, producerId, body.isOn));
  }

  /** Producers that said no to what an officer did, the latest first. */
  @Get('objections')
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<ObjectionPage> {
    return this.objections.list(actor, query);
  }
}
