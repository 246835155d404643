import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../shared/http';
import { ownProvince } from './area.rules';
import { OfficerList, ProvinceOfficerList } from './officer.dto';
import { OfficerLists } from './officer-lists';

@ApiTags('Uỷ quyền')
@Controller('api/v1')
export class OfficerController {
  constructor(private readonly officers: OfficerLists) {}

  /** Officers who may serve the commune of the producer: to whom help can be handed over. */
  @Get('producers/:producerId/officers')
  async forProducer(@Param('producerId', ParseUUIDPipe) producerId: string): Promise<OfficerList> {
    return { items: await this.officers.forProducer(producerId) };
  }

  /** Officers of a province, and how many each of them helps there. */
  @Get('provinces/:code/officers')
  async ofProvince(@CurrentActor() actor: Actor, @Param('code') code: string): Promise<ProvinceOfficerList> {
    return { items: await this.officers.ofProvince(ownProvince(actor, code)) };
  }
}
