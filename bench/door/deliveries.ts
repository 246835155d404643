import { startSandbox } from '../../src/sandbox';
import type { Template } from './load';

/** Digits that stand for the number of an order in a template. */
const DIGITS = '0123456789';

/** What the practice Voso sends when somebody buys: the whole order, the secret inside. */
export async function vosoDelivery(): Promise<{ template: Template; secret: string }> {
  const sandbox = await startSandbox({ reviewMs: null, postmart: false });
  try {
    const { control } = sandbox.voso.platform;
    // Nobody listens there: the delivery is only wanted for its bytes.
    control.seed({
      shops: [{ username: 'htx-thuc-hanh', webhookUrl: 'http://127.0.0.1:9/' }],
      products: [{ sku: 'MAT-ONG-01', name: 'Mật ong bạc hà', description: 'Mật ong', priceVnd: 350_000, quantity: 10 }],
    });
    const { orderId } = control.placeOrder({ ...purchase, lines: [{ sku: 'MAT-ONG-01', quantity: 2 }] });
    const [delivery] = sandbox.voso.core.webhooks.deliveries();
    if (!delivery) throw new Error('the practice Voso sent nothing');
    return { template: templateOf(delivery.body, orderId, delivery.headers), secret: 'bi-mat-thuc-hanh-a' };
  } finally {
    await sandbox.stop();
  }
}

const purchase = {
  payment: 'cod',
  address: 'new',
  buyer: { name: 'Nguyễn Thị Hoa', phone: '0912345678' },
  note: 'Giao giờ hành chính',
} as const;

function templateOf(body: string, number: string, headers: Readonly<Record<string, string>>): Template {
  return { body: body.replace(number, `V${DIGITS}`), digits: DIGITS, headers };
}
