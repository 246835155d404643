import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Write, Writes, type WriteRequest } from '../../shared/http';
import { AccountDto, AccountPage, AccountQuery, ChangeAccount, CreateAccount } from './account.dto';
import { AccountService } from './account.service';

@ApiTags('Tài khoản')
@Controller('api/v1/accounts')
export class AccountController {
  constructor(
    private readonly writes: Writes,
    private readonly accounts: AccountService,
  ) {}

  /** Accounts, oldest first. */
  @Get()
  list(@Query() query: AccountQuery): Promise<AccountPage> {
    return this.accounts.list(query);
  }

  /** Makes an account. */
  @Post()
  create(@Write() write: WriteRequest, @Body() body: CreateAccount): Promise<AccountDto> {
    return this.writes.run(write, (tx) => this.accounts.create(tx, body));
  }

  /** Renames, locks or unlocks an account. */
  @Patch(':accountId')
  change(
    @Write() write: WriteRequest,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() body: ChangeAccount,
  ): Promise<AccountDto> {
    return this.writes.run(write, (tx) => this.accounts.change(tx, accountId, body));
  }
}
