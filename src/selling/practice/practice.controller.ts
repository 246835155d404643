import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PracticeHouseholds } from '../../people';
import { Transactions } from '../../shared/db';
import { CurrentActor, Write, Writes, type Actor, type WriteRequest } from '../../shared/http';
import { PracticeDto } from './practice.dto';
import { PracticeService } from './practice.service';

@ApiTags('officer')
@Controller('api/v1/officer/practice')
export class PracticeController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly households: PracticeHouseholds,
    private readonly practice: PracticeService,
  ) {}

  /** The household with which the officer tries everything. */
  @Get()
  async of(@CurrentActor() actor: Actor): Promise<PracticeDto> {
    return { producerId: (await this.households.of(this.transactions.reader, actor.accountId))?.id ?? null };
  }

  /** Makes it, or answers the one that is there. */
  @Post()
  @HttpCode(200)
  begin(@Write() write: WriteRequest): Promise<PracticeDto> {
    return this.writes.run(write, async (tx) => ({ producerId: await this.households.begin(tx, write.actor) }));
  }

  /** Empties it: what was tried goes off the practice platforms, and another one is begun. */
  @Post('restart')
  @HttpCode(200)
  restart(@Write() write: WriteRequest): Promise<PracticeDto> {
    return this.writes.run(write, async (tx) => ({ producerId: await this.practice.restart(tx, write.actor) }));
  }

  /** Invented papers and label data for a product of it, as the law asks of such a product: nobody verifies papers there. */
  @Post('products/:productId/papers')
  @HttpCode(204)
  papers(@Write() write: WriteRequest, @Param('productId', ParseUUIDPipe) productId: string): Promise<void> {
    return this.writes.run(write, (tx) => this.practice.givePapers(tx, write.actor, productId));
  }
}
