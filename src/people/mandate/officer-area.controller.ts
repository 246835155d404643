import { Body, Controller, Get, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, Write, Writes, type Actor, type WriteRequest } from '../../shared/http';
import { AreaList, PutAreas } from './officer-area.dto';
import { OfficerAreas } from './officer-areas';

@ApiTags('Uỷ quyền')
@Controller('api/v1')
export class OfficerAreaController {
  constructor(
    private readonly writes: Writes,
    private readonly areas: OfficerAreas,
  ) {}

  /** Where an officer may help. */
  @Get('accounts/:accountId/areas')
  list(@CurrentActor() actor: Actor, @Param('accountId', ParseUUIDPipe) accountId: string): Promise<AreaList> {
    return this.areas.list(actor, accountId);
  }

  /** Where I may help. */
  @Get('officer/areas')
  own(@CurrentActor() actor: Actor): Promise<AreaList> {
    return this.areas.list(actor, actor.accountId);
  }

  /** Gives an officer these areas in place of those before. */
  @Put('accounts/:accountId/areas')
  put(@Write() write: WriteRequest, @Param('accountId', ParseUUIDPipe) accountId: string, @Body() body: PutAreas): Promise<AreaList> {
    return this.writes.run(write, (tx) => this.areas.put(tx, write.actor, accountId, body.areas));
  }
}
