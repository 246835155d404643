import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Flag, Int, OneOf, Text } from '../../shared/http';
import { Transactions } from '../../shared/db';
import { ReadinessService } from './readiness.service';

export class GapDto {
  /** Stable; texts may change. */
  @Text(1, 40)
  code: string;

  /** Field of the product that is meant. */
  @Text(1, 40)
  field: string;

  @Text(1, 500)
  messageVi: string;

  /** Who can close it. */
  @OneOf(['producer', 'officer', 'province', 'operator'])
  who: string;
}

export class PlatformReadinessDto {
  @Text(1, 40)
  platformCode: string;

  @Flag()
  isReady: boolean;

  @Int(0, 100)
  percent: number;

  @ApiProperty({ type: () => GapDto, isArray: true })
  gaps: GapDto[];
}

export class ReadinessList {
  @ApiProperty({ type: () => PlatformReadinessDto, isArray: true })
  items: PlatformReadinessDto[];
}

@ApiTags('readiness')
@Controller('api/v1/producers/:producerId/products/:productId/readiness')
export class ReadinessController {
  constructor(
    private readonly transactions: Transactions,
    private readonly readiness: ReadinessService,
  ) {}

  @Get()
  async all(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
  ): Promise<ReadinessList> {
    const found = await this.readiness.checkAll(this.transactions.reader, producerId, productId);
    return {
      items: found.map(({ platformCode, isReady, percent, gaps }) => ({
        ...{ platformCode, isReady, percent },
        gaps: gaps.map(({ code, field, messageVi, who }) => ({ code, field, messageVi, who })),
      })),
    };
  }
}
