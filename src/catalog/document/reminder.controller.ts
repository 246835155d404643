import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { Write, Writes, type WriteRequest } from '../../shared/http';
import { ReminderList } from './reminder.dto';
import { ReminderService } from './reminder.service';

@ApiTags('reminders')
@Controller('api/v1/producers/:producerId/reminders')
export class ReminderController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly reminders: ReminderService,
  ) {}

  /** What is to be done about papers that end. */
  @Get()
  async open(@Param('producerId', ParseUUIDPipe) producerId: string): Promise<ReminderList> {
    return { items: await this.reminders.open(this.transactions.reader, producerId) };
  }

  /** Puts one away; answers those that are left. */
  @Post(':reminderId/dismiss')
  @HttpCode(200)
  dismiss(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('reminderId', ParseUUIDPipe) reminderId: string,
  ): Promise<ReminderList> {
    return this.writes.run(write, async (tx) => {
      await this.reminders.dismiss(tx, producerId, reminderId, write.actor.accountId);
      return { items: await this.reminders.open(tx, producerId) };
    });
  }
}
