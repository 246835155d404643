import { Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { Env } from '../../config/env';
import { AccessGuard } from './access/access.guard';
import { Standing } from './access/standing';
import { TracedReads } from './access/traced-reads';
import { AccountPhones } from './account/account-phones';
import { AccountController } from './account/account.controller';
import { AccountService } from './account/account.service';
import { AccountRateGuard, PlaceRateGuard } from './rate/rate.guards';
import { RequestRates } from './rate/request-rates';
import { FirstOperator } from './account/first-operator';
import { ActController } from './act/act.controller';
import { ActBook } from './act/act-book';
import { DuplicateController } from './duplicate/duplicate.controller';
import { DuplicateService } from './duplicate/duplicate.service';
import { CONSENT_CONTROLLERS, CONSENT_PROVIDERS } from './consent/consent.parts';
import { ConsentService } from './consent/consent.service';
import { PeopleEraser } from './erasure/people-eraser';
import { PlatformNames } from './consent/platform-names';
import { PracticeHouseholds } from './practice/practice-households';
import { Codes } from './code/codes';
import { PeopleMerger } from './merge/people-merger';
import { LatePermits } from './late/late-permits';
import { LateWorkController } from './late/late-work.controller';
import { LateWorkDoer } from './late/late-work.doer';
import { LateWork } from './late/late-work.service';
import { MandateController } from './mandate/mandate.controller';
import { MandateService } from './mandate/mandate.service';
import { OfficerAreaController } from './mandate/officer-area.controller';
import { OfficerAreas } from './mandate/officer-areas';
import { OfficerController } from './mandate/officer.controller';
import { OfficerLists } from './mandate/officer-lists';
import { gatewayOf } from './message/http-sms.gateway';
import { IncomingMessages } from './message/incoming';
import { Outbox } from './message/outbox';
import { SmsDoorController } from './message/sms-door.controller';
import { Undelivered } from './message/undelivered';
import { UndeliveredController } from './message/undelivered.controller';
import { SMS_GATEWAY } from './message/sms-gateway';
import './people.constraints';
import { BankAccountProposals } from './producer/bank-account.proposals';
import { ProducerController } from './producer/producer.controller';
import { ProducerSecrets } from './producer/producer.secrets';
import { ProducerService } from './producer/producer.service';
import { SensitiveReadController } from './producer/sensitive-read.controller';
import { SensitiveReads } from './producer/sensitive-read.reader';
import { ProposalKinds } from './proposal/proposal-kinds';
import { PROPOSAL_CONTROLLERS, PROPOSAL_PROVIDERS } from './proposal/proposal.parts';
import { ProposalService } from './proposal/proposal.service';
import { LoginThrottle } from './session/login-throttle';
import { OldRows } from './session/old-rows';
import { EntryByCode } from './session/entry-by-code';
import { KnownAddresses } from './session/known-addresses';
import { OwnSessionController } from './session/own-session.controller';
import { OwnSessions } from './session/own-sessions';
import { PasswordController } from './session/password.controller';
import { SessionCookie } from './session/session-cookie';
import { ClaimController } from './claim/claim.controller';
import { ClaimService } from './claim/claim.service';
import { Objections } from './receipt/objections';
import { ReceiptController } from './receipt/receipt.controller';
import { Receipts } from './receipt/receipts';
import { OidcController } from './oidc/oidc.controller';
import { OidcEntry } from './oidc/oidc-entry';
import { OidcProvider } from './oidc/oidc.provider';
import { SessionController } from './session/session.controller';
import { SessionService } from './session/session.service';
import { TokenController } from './session/token.controller';
import { TokenService } from './session/token.service';

/** WHO: accounts, logging in, tokens of programs, producers, their consent and mandates, and who may do what. */
@Module({
  controllers: [
    ...CONSENT_CONTROLLERS,
    ...PROPOSAL_CONTROLLERS,
    SessionController,
    TokenController,
    AccountController,
    ProducerController,
    SensitiveReadController,
    DuplicateController,
    MandateController,
    OfficerAreaController,
    OfficerController,
    ActController,
    LateWorkController,
    SmsDoorController,
    UndeliveredController,
    OwnSessionController,
    OidcController,
    ClaimController,
    ReceiptController,
    PasswordController,
  ],
  providers: [
    AccountService,
    AccountPhones,
    SessionService,
    TokenService,
    ProducerService,
    ProducerSecrets,
    SensitiveReads,
    DuplicateService,
    ...CONSENT_PROVIDERS,
    ...PROPOSAL_PROVIDERS,
    BankAccountProposals,
    MandateService,
    OfficerAreas,
    OfficerLists,
    ...[ActBook, Standing, LatePermits, LateWork, LateWorkDoer, PeopleMerger],
    LoginThrottle,
    FirstOperator,
    OldRows,
    ...[ClaimService, Receipts, Objections],
    ...[OidcEntry, OidcProvider],
    ...[EntryByCode, KnownAddresses, OwnSessions, SessionCookie],
    Outbox,
    Undelivered,
    IncomingMessages,
    Codes,
    { provide: SMS_GATEWAY, useFactory: gatewayOf, inject: [Env] },
    RequestRates,
    // In this order: from where, who, how often.
    ...[PlaceRateGuard, AccessGuard, AccountRateGuard].map((useClass) => ({ provide: APP_GUARD, useClass })),
    { provide: APP_INTERCEPTOR, useClass: TracedReads },
  ],
  exports: [
    ...[
      ActBook,
      AccountService,
      Codes,
      ConsentService,
      DuplicateService,
      IncomingMessages,
      MandateService,
      OfficerAreas,
      OldRows,
      Outbox,
      Objections,
      Receipts,
    ],
    ...[
      PeopleEraser,
      PeopleMerger,
      PlatformNames,
      PracticeHouseholds,
      ProducerService,
      ProposalKinds,
      ProposalService,
      SessionService,
      Standing,
    ],
  ],
})
export class PeopleModule {}
