import { Module } from '@nestjs/common';
import { CoverageController } from './coverage/coverage.controller';
import { CoverageReader } from './coverage/coverage.reader';
import { FigureController } from './figure/figure.controller';
import { FigureReader } from './figure/figure.reader';
import { ConnectionHealthController } from './health/connection-health.controller';
import { ConnectionHealthReader } from './health/connection-health.reader';
import { ShownStockJob } from './figure/shown-stock.job';

/** WHAT PEOPLE LOOK AT RATHER THAN READ: figures of a producer and of a province, and how the work with a shop stands. Reads what the other folders keep, and changes none of it. */
@Module({
  controllers: [FigureController, CoverageController, ConnectionHealthController],
  providers: [FigureReader, ShownStockJob, CoverageReader, ConnectionHealthReader],
})
export class InsightModule {}
