import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { HistoricRegionDto, OldPlaceList, OldPlaceQuery, ResolvedLines, ResolveOldPlaces, SuccessorsDto } from './old-place.dto';
import { OldPlaceService } from './old-place.service';

/** Places of before July 2025, as old papers, labels and lists name them. */
@ApiTags('reference')
@Controller('api/v1/reference')
export class OldPlaceController {
  constructor(private readonly places: OldPlaceService) {}

  /** At most 20, those that begin so first. */
  @Get('old-places')
  @ApiOkResponse({ type: OldPlaceList })
  search(@Query() { q, province }: OldPlaceQuery): Promise<OldPlaceList> {
    return this.places.search(q, province);
  }

  /** What became of one: a commune, or what to ask. */
  @Get('old-places/:code/successors')
  @ApiOkResponse({ type: SuccessorsDto })
  successors(@Param('code') code: string): Promise<SuccessorsDto> {
    return this.places.successors(code);
  }

  /** An old list, line by line. Writes nothing, so it needs no key. */
  @Post('old-places/resolve')
  @HttpCode(200)
  @ApiOkResponse({ type: ResolvedLines })
  async resolve(@Body() { lines }: ResolveOldPlaces): Promise<ResolvedLines> {
    return { items: await this.places.resolve(lines) };
  }

  /** Provinces of before July 2025 that a commune of today was made of. */
  @Get('communes/:code/historic-region')
  @ApiOkResponse({ type: HistoricRegionDto })
  historicRegion(@Param('code') code: string): Promise<HistoricRegionDto> {
    return this.places.historicRegion(code);
  }
}
