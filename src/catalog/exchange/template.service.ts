import { Injectable } from '@nestjs/common';
import { Transactions } from '../../shared/db';
import type { AttributeColumn, Form, SectorChoice } from './column.rules';
import { ExchangeReader } from './exchange.reader';
import { templateKey, templateWorkbook, type TemplateSource } from './template.workbook';

/** Seven sectors, two forms, and last week's. Some 100 kB each. */
const KEPT = 20;

/** Makes templates, each once for the same content. */
@Injectable()
export class TemplateService {
  private readonly made = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly transactions: Transactions,
    private readonly reader: ExchangeReader,
  ) {}

  /** `key` changes when the content does: definitions, places, the form itself. */
  async template(sector: SectorChoice, form: Form): Promise<{ readonly key: string; readonly bytes: Buffer }> {
    const { attributes, provinces, communes } = await this.reader.ground(this.transactions.reader);
    const source: TemplateSource = { sector, form, attributes: form === 'full' ? onePerCode(attributes) : [], provinces, communes };
    const key = templateKey(source);
    const made = this.made.get(key) ?? this.make(key, source);
    return { key, bytes: await made };
  }

  private make(key: string, source: TemplateSource): Promise<Buffer> {
    const making = templateWorkbook(source);
    this.made.set(key, making);
    making.catch(() => this.made.delete(key));
    const [oldest] = this.made.keys();
    if (this.made.size > KEPT && oldest !== undefined) this.made.delete(oldest);
    return making;
  }
}

/** One code may be defined for several groups by rows of its own; a table has one column for it. */
export function onePerCode(attributes: readonly AttributeColumn[]): AttributeColumn[] {
  const byCode = new Map<string, AttributeColumn>();
  for (const { code, sets, kind, level, labelVi, helpVi, unitVi, choices } of attributes) {
    const known = byCode.get(code);
    byCode.set(
      code,
      known
        ? {
            ...known,
            sets: [...new Set([...known.sets, ...sets])].sort((a, b) => a - b),
            choices: [...new Set([...known.choices, ...choices])],
          }
        : { code, sets, kind, level, labelVi, helpVi, unitVi, choices },
    );
  }
  return [...byCode.values()];
}
