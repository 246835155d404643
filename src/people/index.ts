import type { SealedColumn } from '../shared/secret';
import { sealedAccountPhones } from './account/account-phones';
import { Account } from './account/account.entity';
import { Consent, ConsentText } from './consent/consent.entity';
import { DuplicateHint } from './duplicate/duplicate.entity';
import { Mandate } from './mandate/mandate.entity';
import { sealedLateWork } from './late/late-work.service';
import { ProducerSecret, SECRET_KINDS, SensitiveRead, type SecretKind } from './producer/producer-secret.entity';
import { sealedIncomingMessages } from './message/incoming';
import { sealedMessages } from './message/outbox';
import { sealedRequests } from './request/request-words';
import { sealedOfProducer } from './producer/producer.secrets';
import { sealedProposals } from './proposal/proposal.store';
import { Membership, Producer } from './producer/producer.entity';
import { ApiToken, LoginSession } from './session/session.entity';

export { ACCESS } from './access/access.table';
export type { Access } from './access/access.rules';
export { Standing } from './access/standing';
export { visibleProducers } from './access/visible-producers';
export { verifyChains, type ChainFault } from './act/act.chain';
export { ActBook } from './act/act-book';
export { sentenceOf, undoableOf, type Told, type Undoable } from './act/act.rules';
export { PHRASES } from './act/act.phrases';
export { EVIDENCE_DUE, MANDATE_END, RIGHTS, WARNING_DAYS, type Right } from './mandate/mandate.rules';
export { everKnownAs, isLeft, leftOf } from './merge/merged.sql';
export { countMerged, moveRows, peopleMergePlan, type Fate, type MergedColumn } from './merge/merge-plan';
export { conflictOver, MERGE_CONFLICTS, shownHash, type MergeConflict, type MergeConflictCode } from './merge/merge.rules';
export { PeopleMerger, type Pair, type PeoplePart } from './merge/people-merger';
export { ownProvince } from './mandate/area.rules';
export { MandateService } from './mandate/mandate.service';
export { PracticeHouseholds } from './practice/practice-households';
export { OfficerAreas } from './mandate/officer-areas';
export { awaitsCode, consentCounts, PUBLISHING } from './consent/consent.rules';
export { ConsentService } from './consent/consent.service';
export { Codes, type CodeOrder, type CodeTry } from './code/codes';
export type { CodePurpose } from './code/code.rules';
export { IncomingMessages } from './message/incoming';
export { Objections, type Objection, type OnObjection } from './receipt/objections';
export { Receipts } from './receipt/receipts';
export { Outbox, type Letter } from './message/outbox';
export type { IncomingSms, SmsReader } from './message/sms-reader';
export { fitSms, foldSms, smsLength } from './message/sms.rules';
export { TOMBSTONE, TOMBSTONE_SQL } from './erasure/erasure.rules';
export { PeopleEraser } from './erasure/people-eraser';
export { PlatformNames } from './consent/platform-names';
export { AccountService } from './account/account.service';
export { checkPhone, normalisePhone, showPhone } from './account/phone.rules';
export * from './identity/bank-account.rules';
export * from './identity/personal-number.rules';
export * from './identity/tax-code.rules';
export { PRODUCER_KINDS, type ProducerKind } from './producer/producer.entity';
export { sealRequestAnswer } from './request/request-words';
export { PeopleModule } from './people.module';
export { DuplicateService } from './duplicate/duplicate.service';
export { masked, ocopObstacleVi } from './producer/producer.rules';
export { ProposalDto, ProposedDto } from './proposal/proposal.dto';
export { ProposalKinds } from './proposal/proposal-kinds';
export { mayOnlyPropose, showVnd } from './proposal/proposal.rules';
export { ProposalService, type Proposable } from './proposal/proposal.service';
export { ProducerQuery } from './producer/producer.dto';
export { ProducerService } from './producer/producer.service';
export { SESSION_COOKIE } from './session/credential.rules';
export { SessionService } from './session/session.service';
export { Account, ApiToken, LoginSession, Membership, Producer, SECRET_KINDS, type SecretKind };

/** Everything of this folder that lies in the database. */
export const peopleEntities = [
  ...[Account, LoginSession, ApiToken, Producer, Membership, ProducerSecret, SensitiveRead, DuplicateHint],
  ...[Consent, ConsentText, Mandate],
];

/** What of it is sealed. */
export const peopleSealed: readonly SealedColumn[] = [
  ...[sealedAccountPhones, sealedOfProducer, sealedMessages, sealedIncomingMessages, sealedLateWork, sealedProposals, ...sealedRequests],
];
export { OldRows } from './session/old-rows';
