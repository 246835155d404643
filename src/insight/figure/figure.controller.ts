import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { StockFigureList, StockFigureQuery, WeekFigureList, WeeksQuery } from './figure.dto';
import { FigureReader } from './figure.reader';

@ApiTags('figures')
@Controller('api/v1/producers/:producerId/figures')
export class FigureController {
  constructor(
    private readonly transactions: Transactions,
    private readonly figures: FigureReader,
  ) {}

  /** Orders, packs and đồng by week and platform; weeks go from Monday to Sunday in Vietnam. */
  @Get('orders-by-week')
  ordersByWeek(@Param('producerId', ParseUUIDPipe) producerId: string, @Query() { weeks }: WeeksQuery): Promise<WeekFigureList> {
    return this.figures.ordersByWeek(this.transactions.reader, producerId, weeks);
  }

  /** Stock day by day: counted, promised, and shown on each platform. */
  @Get('stock')
  stock(@Param('producerId', ParseUUIDPipe) producerId: string, @Query() { days, productId }: StockFigureQuery): Promise<StockFigureList> {
    return this.figures.stock(this.transactions.reader, producerId, days, productId);
  }
}
