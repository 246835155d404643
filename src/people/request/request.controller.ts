import { Body, Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { rows, Transactions } from '../../shared/db';
import { ApiPage, CurrentActor, Write, Writes, type Actor, type Page, type WriteRequest } from '../../shared/http';
import {
  AddHoliday,
  AnswerRequest,
  CreateProducerRequest,
  CreateRequest,
  GrantRequest,
  HolidayDto,
  HolidayList,
  PersonDataDto,
  RequestDto,
  RequestList,
  RequestQuery,
} from './request.dto';
import { PersonRequests } from './request.service';

@ApiTags('Quyền của cá nhân')
@Controller('api/v1')
export class RequestController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly requests: PersonRequests,
  ) {}

  /** What people ask for of their data, by deadline, the earliest first. The province sees those of its producers. */
  @Get('requests')
  @ApiPage(RequestDto)
  list(@CurrentActor() actor: Actor, @Query() query: RequestQuery): Promise<Page<RequestDto>> {
    return this.requests.list(this.transactions.reader, actor, query);
  }

  /** Takes down what somebody wrote: a producer, a buyer (by an order), somebody with an account. */
  @Post('requests')
  take(@Write() write: WriteRequest, @Body() body: CreateRequest): Promise<RequestDto> {
    return this.writes.run(write, (tx) => this.requests.take(tx, write.actor, body));
  }

  /** Says that it was received. */
  @Post('requests/:requestId/acknowledge')
  @HttpCode(200)
  acknowledge(@Write() write: WriteRequest, @Param('requestId', ParseUUIDPipe) requestId: string): Promise<RequestDto> {
    return this.writes.run(write, (tx) => this.requests.acknowledge(tx, write.actor, requestId));
  }

  /** It is done, and this is what the person was told. What an objection was about is agreed to no more. */
  @Post('requests/:requestId/done')
  @HttpCode(200)
  done(
    @Write() write: WriteRequest,
    @Param('requestId', ParseUUIDPipe) requestId: string,
    @Body() body: GrantRequest,
  ): Promise<RequestDto> {
    return this.writes.run(write, (tx) => this.requests.grant(tx, write.actor, requestId, body));
  }

  /** It is refused, with the reason. */
  @Post('requests/:requestId/refuse')
  @HttpCode(200)
  refuse(
    @Write() write: WriteRequest,
    @Param('requestId', ParseUUIDPipe) requestId: string,
    @Body() body: AnswerRequest,
  ): Promise<RequestDto> {
    return this.writes.run(write, (tx) => this.requests.refuse(tx, write.actor, requestId, body.answer));
  }

  /** What the producer's people asked for, and what became of it. */
  @Get('producers/:producerId/requests')
  async ofProducer(@CurrentActor() actor: Actor, @Param('producerId', ParseUUIDPipe) producerId: string): Promise<RequestList> {
    return { items: await this.requests.ofProducer(this.transactions.reader, actor, producerId) };
  }

  /** Asks for something; an officer does it for them. */
  @Post('producers/:producerId/requests')
  takeOfProducer(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Body() body: CreateProducerRequest,
  ): Promise<RequestDto> {
    return this.writes.run(write, (tx) => this.requests.take(tx, write.actor, { ...body, producerId }));
  }

  /** The data may be worked with again. */
  @Post('producers/:producerId/requests/:requestId/lift')
  @HttpCode(200)
  lift(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('requestId', ParseUUIDPipe) requestId: string,
  ): Promise<RequestDto> {
    return this.writes.run(write, (tx) => this.requests.lift(tx, write.actor, producerId, requestId));
  }

  /** Everything that is kept of the producer's people. Products, photos and papers are in the archive. */
  @Get('producers/:producerId/person-data')
  @Header('cache-control', 'no-store')
  data(@Param('producerId', ParseUUIDPipe) producerId: string): Promise<PersonDataDto> {
    return this.requests.dataOf(this.transactions.reader, producerId);
  }

  /** Days that are no working days. */
  @Get('public-holidays')
  async holidays(): Promise<HolidayList> {
    const sql = 'select day::text, name_vi as "nameVi", source from public_holiday order by day desc limit 500';
    return { items: await rows<HolidayDto>(this.transactions.reader, sql) };
  }

  /** Adds one, or gives it another name. */
  @Post('public-holidays')
  addHoliday(@Write() write: WriteRequest, @Body() { day, nameVi, source = '' }: AddHoliday): Promise<HolidayDto> {
    return this.writes.run(write, async (tx) => {
      const sql = `insert into public_holiday (day, name_vi, source) values ($1, $2, $3)
        on conflict (day) do update set name_vi = excluded.name_vi, source = excluded.source`;
      await rows(tx, sql, [day, nameVi, source]);
      return { day, nameVi, source };
    });
  }
}
