import { Body, Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { Transactions, rows } from '../../shared/db';
import { Write, Writes, type WriteRequest } from '../../shared/http';
import { ConsentCodes } from './consent-codes';
import { ConsentTexts } from './consent-texts';
import {
  ConfirmConsents,
  ConsentCodeDto,
  ConsentDto,
  ConsentList,
  ConsentTextDto,
  ConsentTextList,
  CreateConsentText,
  GiveConsents,
  WithdrawConsent,
} from './consent.dto';
import { consentPage } from './consent.page';
import { ConsentService } from './consent.service';

@ApiTags('Đồng ý')
@Controller('api/v1')
export class ConsentController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly consents: ConsentService,
    private readonly texts: ConsentTexts,
    private readonly codes: ConsentCodes,
  ) {}

  /** What people are asked to agree to today, one purpose at a time. */
  @Get('consent-texts')
  async current(): Promise<ConsentTextList> {
    return { items: await this.texts.current(this.transactions.reader) };
  }

  /** A new version of a text, from this moment on. Those who agreed to an older one stay bound unless it says otherwise. */
  @Post('consent-texts')
  add(@Write() write: WriteRequest, @Body() body: CreateConsentText): Promise<ConsentTextDto> {
    return this.writes.run(write, (tx) => this.texts.add(tx, body));
  }

  /** What the producer agreed to, with the proof; the latest first, at most 500. */
  @Get('producers/:producerId/consents')
  async list(@Param('producerId', ParseUUIDPipe) producerId: string): Promise<ConsentList> {
    return { items: await this.consents.list(this.transactions.reader, producerId) };
  }

  /** Writes down what the producer agrees to: one record for each purpose. */
  @Post('producers/:producerId/consents')
  give(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Body() body: GiveConsents,
  ): Promise<ConsentList> {
    return this.writes.run(write, async (tx) => ({ items: await this.consents.give(tx, write.actor, producerId, body) }));
  }

  /** Sends a code to the household's phone for all that the caller wrote down and that awaits one; the message says who asks, what for and from whom. */
  @Post('producers/:producerId/consents/code')
  @HttpCode(202)
  sendCode(@Write() write: WriteRequest, @Param('producerId', ParseUUIDPipe) producerId: string): Promise<ConsentCodeDto> {
    return this.writes.run(write, (tx) => this.codes.send(tx, write.actor, producerId));
  }

  /** With the code that the household read out: those consents count from now on. */
  @Post('producers/:producerId/consents/code/confirm')
  @HttpCode(200)
  confirm(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Body() body: ConfirmConsents,
  ): Promise<ConsentList> {
    return this.writes.run(write, async (tx) => ({ items: await this.codes.confirm(tx, write.actor, producerId, body.code) }));
  }

  /** Ends what was agreed to, at once: every record of the same purpose and platform. */
  @Post('producers/:producerId/consents/:consentId/withdraw')
  @HttpCode(200)
  withdraw(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('consentId', ParseUUIDPipe) consentId: string,
    @Body() body: WithdrawConsent,
  ): Promise<ConsentDto> {
    return this.writes.run(write, (tx) => this.consents.withdraw(tx, write.actor, producerId, consentId, body.method));
  }

  /** A copy for paper. */
  @Get('producers/:producerId/consents/:consentId/print')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @ApiProduces('text/html')
  async print(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('consentId', ParseUUIDPipe) consentId: string,
  ): Promise<string> {
    const db = this.transactions.reader;
    const consent = await this.consents.one(db, producerId, consentId);
    const [producer] = await rows<{ name: string }>(db, 'select name from producer where id = $1', [producerId]);
    return consentPage(producer?.name ?? '', consent);
  }
}
