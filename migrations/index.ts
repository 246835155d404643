import { People1763690000001 } from './1763690000001-people';
import { Platform1763690000002 } from './1763690000002-platform';
import { Sync1763690000003 } from './1763690000003-sync';
import { Catalog1763690000004 } from './1763690000004-catalog';
import { Selling1763690000005 } from './1763690000005-selling';
import { Register1764000000001 } from './1764000000001-register';
import { Rules1764000001000 } from './1764000001000-rules';
import { Verdicts1764000001001 } from './1764000001001-verdicts';
import { Papers1764000002000 } from './1764000002000-papers';
import { Holds1764000002001 } from './1764000002001-holds';
import { Reminders1764000002002 } from './1764000002002-reminders';
import { Attributes1764000003000 } from './1764000003000-attributes';
import { Versions1764000003001 } from './1764000003001-versions';
import { Harvest1764000003002 } from './1764000003002-harvest';
import { Fold1764000004000 } from './1764000004000-fold';
import { ProducerKinds1764000004001 } from './1764000004001-producer-kinds';
import { ProducerData1764000004002 } from './1764000004002-producer-data';
import { OldPlaces1764000004003 } from './1764000004003-old-places';
import { Photos1764000005000 } from './1764000005000-photos';
import { Exchange1764000006000 } from './1764000006000-exchange';
import { Search1764000007000 } from './1764000007000-search';
import { Duplicates1764000007001 } from './1764000007001-duplicates';
import { ProducerSearch1764000007002 } from './1764000007002-producer-search';
import { Archive1764000008000 } from './1764000008000-archive';
import { Overrides1764000009000 } from './1764000009000-overrides';
import { ListingVerdicts1764000010000 } from './1764000010000-listing-verdicts';
import { VerdictHolds1764000011000 } from './1764000011000-verdict-holds';
import { SearchFilters1764000013000 } from './1764000013000-search-filters';
import { ManyAtOnce1764000012000 } from './1764000012000-many-at-once';
import { Gtin1764000014000 } from './1764000014000-gtin';
import { Help1764000020000 } from './1764000020000-help';
import { Consents1764000023000 } from './1764000023000-consents';
import { Requests1764000023001 } from './1764000023001-requests';
import { Erasure1764000023002 } from './1764000023002-erasure';
import { CertificateHolders1764000014001 } from './1764000014001-certificate-holders';
import { ActUndo1764000021000 } from './1764000021000-act-undo';
import { ImportStarter1764000021001 } from './1764000021001-import-starter';
import { LateWork1764000021002 } from './1764000021002-late-work';
import { Evidence1764000021003 } from './1764000021003-evidence';
import { OrderLaw1764000014002 } from './1764000014002-order-law';
import { Messages1764000022000 } from './1764000022000-messages';
import { Codes1764000022001 } from './1764000022001-codes';
import { ArchiveIntakes1764000014003 } from './1764000014003-archive-intakes';
import { KeyChange1764000024000 } from './1764000024000-key-change';
import { SealedPhones1764000024001 } from './1764000024001-sealed-phones';
import { Entry1764000022002 } from './1764000022002-entry';
import { Receipts1764000022003 } from './1764000022003-receipts';
import { RequestRate1764000025000 } from './1764000025000-request-rate';
import { Proposals1764000026000 } from './1764000026000-proposals';
import { StoppedListings1764000029000 } from './1764000029000-stopped-listings';
import { Restrictions1764000029001 } from './1764000029001-restrictions';
import { Undelivered1764000029002 } from './1764000029002-undelivered';
import { ImportProposals1764000029003 } from './1764000029003-import-proposals';
import { Pace1764000025001 } from './1764000025001-pace';
import { Oidc1764000022004 } from './1764000022004-oidc';
import { SealedBodies1764000028000 } from './1764000028000-sealed-bodies';
import { NextSteps1764000031000 } from './1764000031000-next-steps';
import { ListingChanges1764000031001 } from './1764000031001-listing-changes';
import { SealedRequests1764000028001 } from './1764000028001-sealed-requests';
import { ShownStock1764000031002 } from './1764000031002-shown-stock';
import { Practice1764000033001 } from './1764000033001-practice';
import { CertificateLists1764000033005 } from './1764000033005-certificate-lists';
import { MissedPhotos1764000035000 } from './1764000035000-missed-photos';
import { WishRetries1764000036000 } from './1764000036000-wish-retries';
import { ConsentCodes1764000033000 } from './1764000033000-consent-codes';
import { PublicationWishes1764000034000 } from './1764000034000-publication-wishes';
import { ProducerMerges1764000027000 } from './1764000027000-producer-merges';

/** In the order in which they run. */
export const migrations = [
  People1763690000001,
  Platform1763690000002,
  Sync1763690000003,
  Catalog1763690000004,
  Selling1763690000005,
  Register1764000000001,
  Rules1764000001000,
  Verdicts1764000001001,
  Papers1764000002000,
  Holds1764000002001,
  Reminders1764000002002,
  Attributes1764000003000,
  Versions1764000003001,
  Harvest1764000003002,
  Fold1764000004000,
  ProducerKinds1764000004001,
  ProducerData1764000004002,
  OldPlaces1764000004003,
  Photos1764000005000,
  Exchange1764000006000,
  Search1764000007000,
  Duplicates1764000007001,
  ProducerSearch1764000007002,
  Archive1764000008000,
  Overrides1764000009000,
  ListingVerdicts1764000010000,
  VerdictHolds1764000011000,
  SearchFilters1764000013000,
  ManyAtOnce1764000012000,
  Gtin1764000014000,
  CertificateHolders1764000014001,
  OrderLaw1764000014002,
  ArchiveIntakes1764000014003,
  Help1764000020000,
  ActUndo1764000021000,
  ImportStarter1764000021001,
  LateWork1764000021002,
  Evidence1764000021003,
  Messages1764000022000,
  Codes1764000022001,
  Entry1764000022002,
  Receipts1764000022003,
  Oidc1764000022004,
  Consents1764000023000,
  Requests1764000023001,
  Erasure1764000023002,
  KeyChange1764000024000,
  SealedPhones1764000024001,
  RequestRate1764000025000,
  Proposals1764000026000,
  Pace1764000025001,
  ProducerMerges1764000027000,
  SealedBodies1764000028000,
  StoppedListings1764000029000,
  NextSteps1764000031000,
  Restrictions1764000029001,
  Undelivered1764000029002,
  ListingChanges1764000031001,
  SealedRequests1764000028001,
  ImportProposals1764000029003,
  ShownStock1764000031002,
  ConsentCodes1764000033000,
  Practice1764000033001,
  PublicationWishes1764000034000,
  CertificateLists1764000033005,
  MissedPhotos1764000035000,
  WishRetries1764000036000,
];
