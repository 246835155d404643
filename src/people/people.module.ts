import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access/access.guard';
import { AccountController } from './account/account.controller';
import { AccountService } from './account/account.service';
import { FirstOperator } from './account/first-operator';
import './people.constraints';
import { ProducerController } from './producer/producer.controller';
import { ProducerService } from './producer/producer.service';
import { LoginThrottle } from './session/login-throttle';
import { OldRows } from './session/old-rows';
import { SessionController } from './session/session.controller';
import { SessionService } from './session/session.service';
import { TokenController } from './session/token.controller';
import { TokenService } from './session/token.service';

/** WHO: accounts, logging in, tokens of programs, producers, and who may do what. */
@Module({
  controllers: [SessionController, TokenController, AccountController, ProducerController],
  providers: [
    AccountService,
    SessionService,
    TokenService,
    ProducerService,
    LoginThrottle,
    FirstOperator,
    OldRows,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AccountService, OldRows, ProducerService, SessionService],
})
export class PeopleModule {}
