import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { Write, Writes, type WriteRequest } from '../../shared/http';
import { CertificateDto, CertificateList, SubmitCertificate, toCertificateDto } from './certificate.dto';
import { CertificateService } from './certificate.service';

@ApiTags('certificates')
@Controller('api/v1/producers/:producerId/products/:productId/certificates')
export class CertificateController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly certificates: CertificateService,
  ) {}

  @Post()
  submit(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() body: SubmitCertificate,
  ): Promise<CertificateDto> {
    return this.writes.run(write, async (tx) => toCertificateDto(await this.certificates.submit(tx, producerId, productId, body)));
  }

  @Get()
  async list(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
  ): Promise<CertificateList> {
    return { items: (await this.certificates.list(this.transactions.reader, producerId, productId)).map(toCertificateDto) };
  }

  /** For people of the province and operators only. */
  @Post(':id/verify')
  @HttpCode(200)
  verify(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<CertificateDto> {
    return this.writes.run(write, async (tx) =>
      toCertificateDto(await this.certificates.decide(tx, producerId, productId, id, 'verified', write.actor.accountId)),
    );
  }

  /** For people of the province and operators only. */
  @Post(':id/refuse')
  @HttpCode(200)
  refuse(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<CertificateDto> {
    return this.writes.run(write, async (tx) =>
      toCertificateDto(await this.certificates.decide(tx, producerId, productId, id, 'refused', write.actor.accountId)),
    );
  }
}
