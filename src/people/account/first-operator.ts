import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { BadEnvironment, Env } from '../../../config/env';
import { rows, Transactions } from '../../shared/db';
import { Clock, newId } from '../../shared/kernel';
import { AccountPhones } from './account-phones';
import { hashPassword, PASSWORD_MAX, PASSWORD_MIN } from './passwords';
import { normalisePhone } from './phone.rules';

/** Somebody must be able to log in to a new installation: the operator named in the environment, made once. */
@Injectable()
export class FirstOperator implements OnApplicationBootstrap {
  constructor(
    private readonly env: Env,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly phones: AccountPhones,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { FIRST_OPERATOR_PHONE: typed, FIRST_OPERATOR_PASSWORD: password } = this.env;
    if (typed === undefined && password === undefined) return;
    const phone = normalisePhone(typed ?? '');
    if (!phone) throw new BadEnvironment('FIRST_OPERATOR_PHONE must be a Vietnamese phone number');
    if (password === undefined || password.length < PASSWORD_MIN || password.length > PASSWORD_MAX) {
      throw new BadEnvironment(`FIRST_OPERATOR_PASSWORD must have ${PASSWORD_MIN} to ${PASSWORD_MAX} characters`);
    }
    const [present] = await rows(this.transactions.reader, `select 1 from account where role = 'operator' limit 1`);
    if (present) return;
    const id = newId();
    const { phoneBox, phoneIndex } = await this.phones.seal(this.transactions.reader, id, phone);
    // Two programs may start at once: the second insert finds the phone number taken and does nothing.
    await this.transactions.reader.query(
      `insert into account (id, phone_box, phone_index, name, password_hash, role, created_at) values ($1, $2, $3, $4, $5, 'operator', $6)
       on conflict (phone_index) do nothing`,
      [id, phoneBox, phoneIndex, 'Quản trị', await hashPassword(password), this.clock.now()],
    );
  }
}
