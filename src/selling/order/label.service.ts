import { Injectable } from '@nestjs/common';
import { PlatformError, PlatformGateway, type Label } from '../../platform';
import { Problem, problems } from '../../shared/kernel';
import type { OrderDto } from './order.dto';

/** Gets labels while somebody waits for them: a label is printed once, at the packing table, and is not worth keeping. */
@Injectable()
export class LabelService {
  constructor(private readonly gateway: PlatformGateway) {}

  /** Throws: illegal-move before there is a parcel or while the platform is still making the label; platform-refused; unavailable. */
  async fetch(order: OrderDto): Promise<Label> {
    const account = await this.gateway.account(order.connectionId);
    try {
      const label = await account.readLabel({
        orderId: order.platformOrderId,
        ...(order.parcelCode === null ? {} : { parcelCode: order.parcelCode }),
        lines: order.lines.map(toLine),
      });
      if (!label) throw new Problem(problems.illegalMove, 'Sàn chưa in xong nhãn, xin thử lại sau ít phút.');
      return label;
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      const { kind } = error.failure;
      if (kind === 'conflict' || kind === 'not-found') throw new Problem(problems.illegalMove, `Sàn chưa có nhãn: ${error.platformText}`);
      if (kind === 'rejected') throw new Problem(problems.platformRefused, error.platformText);
      throw new Problem(problems.unavailable, 'Sàn chưa trả lời, xin thử lại sau.');
    }
  }
}

function toLine({ lineId, sku, quantity, unitPrice }: OrderDto['lines'][number]): {
  lineId: string;
  sku: string;
  quantity: number;
  unitPrice: number;
} {
  return { lineId, sku, quantity, unitPrice };
}
