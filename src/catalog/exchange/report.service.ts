import { Injectable } from '@nestjs/common';
import { Transactions } from '../../shared/db';
import { knownColumns } from './column.rules';
import { ExchangeReader } from './exchange.reader';
import { ImportService } from './import.service';
import { reportWorkbook } from './report.workbook';
import { openSheet } from './sheet.reader';
import { onePerCode } from './template.service';

/** Gives a table back with what is wrong in it. */
@Injectable()
export class ReportService {
  constructor(
    private readonly transactions: Transactions,
    private readonly reader: ExchangeReader,
    private readonly imports: ImportService,
  ) {}

  /** Throws: Problem not-found, sheet-refused. */
  async report(producerId: string, importId: string): Promise<Buffer> {
    const db = this.transactions.reader;
    const { found, bytes } = await this.imports.file(db, producerId, importId);
    const { items } = await this.imports.issues(db, producerId, importId);
    const columns = knownColumns(onePerCode((await this.reader.ground(db)).attributes));
    return reportWorkbook(await openSheet(bytes, found.fileName, columns), columns, items);
  }
}
