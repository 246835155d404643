import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { ApiPage, CurrentActor, type Actor, type Page } from '../../shared/http';
import { BagQuery } from './bag.dto';
import { BagReader, type BagLine } from './bag.reader';
import { HouseholdDto, HouseholdQuery } from './household.dto';
import { HouseholdReader } from './household.reader';

@ApiTags('officer')
@Controller('api/v1/officer')
export class OfficerController {
  constructor(
    private readonly transactions: Transactions,
    private readonly households: HouseholdReader,
    private readonly bag: BagReader,
  ) {}

  /** The producers whom the officer may help now, oldest first, each with what to do first. */
  @Get('households')
  @ApiPage(HouseholdDto)
  list(@Query() query: HouseholdQuery, @CurrentActor() actor: Actor): Promise<Page<HouseholdDto>> {
    return this.households.list(this.transactions.reader, actor, query);
  }

  /** What an officer takes along for days without a signal: one JSON object a line, named by its `line`; the last one is the `end` and says `asOf`. */
  @Get('bag')
  @ApiProduces('application/x-ndjson')
  @ApiOkResponse({ schema: { type: 'string' } })
  async take(@Query() query: BagQuery, @CurrentActor() actor: Actor): Promise<StreamableFile> {
    const lines = await this.bag.pack(this.transactions.reader, actor, query);
    return new StreamableFile(Readable.from(asText(lines)), { type: 'application/x-ndjson; charset=utf-8' });
  }
}

async function* asText(lines: AsyncIterable<BagLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}
