// Made by `npm run openapi`; do not edit.
import * as m0 from './catalog/archive/archive.dto';
import * as m1 from './platform/connection/connection.dto';
import * as m2 from './people/account/account.dto';
import * as m3 from './people/consent/consent.dto';
import * as m4 from './people/mandate/mandate.dto';
import * as m5 from './people/proposal/proposal.dto';
import * as m6 from './people/duplicate/duplicate.dto';
import * as m7 from './people/producer/producer.dto';
import * as m8 from './people/act/act.dto';
import * as m9 from './people/receipt/receipt.dto';
import * as m10 from './people/mandate/officer-area.dto';
import * as m11 from './people/session/session.dto';
import * as m12 from './people/request/request.dto';
import * as m13 from './people/mandate/officer.dto';
import * as m14 from './people/claim/claim.dto';
import * as m15 from './sync/inbox/delivery.dto';
import * as m16 from './catalog/exchange/import.dto';
import * as m17 from './catalog/certificate-list/list.dto';
import * as m18 from './catalog/document/document.dto';
import * as m19 from './catalog/document/certificate.dto';
import * as m20 from './catalog/document/reminder.dto';
import * as m21 from './catalog/duplicate/duplicate.dto';
import * as m22 from './catalog/product/product.dto';
import * as m23 from './catalog/identifier/check.dto';
import * as m24 from './catalog/override/override.dto';
import * as m25 from './catalog/photo/photo.dto';
import * as m26 from './catalog/readiness/readiness.dto';
import * as m27 from './catalog/reference/reference.dto';
import * as m28 from './catalog/reference/old-place.dto';
import * as m29 from './catalog/rule/platform-rule.dto';
import * as m30 from './catalog/rule/rule.dto';
import * as m31 from './insight/coverage/coverage.dto';
import * as m32 from './selling/erasure/erasure.dto';
import * as m33 from './selling/breach/breach.dto';
import * as m34 from './selling/listing/listing.dto';
import * as m35 from './selling/listing/verdict.dto';
import * as m36 from './selling/next/next-step.dto';
import * as m37 from './selling/listing/story.dto';
import * as m38 from './selling/order/pick-list.dto';
import * as m39 from './selling/order/order.dto';
import * as m40 from './selling/search/found-product.dto';
import * as m41 from './selling/card/product-card.dto';
import * as m42 from './selling/stock/lot.dto';
import * as m43 from './selling/stock/stock.dto';
import * as m44 from './selling/merge/merge.dto';
import * as m45 from './selling/undo/undo.dto';
import * as m46 from './selling/why/why-not-live.dto';
import * as m47 from './selling/wish/wish.dto';
import * as m48 from './insight/figure/figure.dto';
import * as m49 from './insight/health/connection-health.dto';
import * as m50 from './program/health.dto';
import * as m51 from './people/late/late-work.dto';
import * as m52 from './people/message/undelivered.dto';
import * as m53 from './people/code/code.dto';
import * as m54 from './catalog/document/evidence.dto';
import * as m55 from './catalog/photo/photo-check.controller';
import * as m56 from './catalog/product/attribute.dto';
import * as m57 from './catalog/upload/upload.dto';
import * as m58 from './catalog/version/version.dto';
import * as m59 from './selling/practice/practice.dto';
import * as m60 from './people/producer/sensitive-read.dto';
import * as m61 from './catalog/exchange/template.dto';
import * as m62 from './catalog/document/work-list.dto';
import * as m63 from './selling/erasure/buyer-query.dto';
import * as m64 from './selling/bag/bag.dto';
import * as m65 from './selling/bag/household.dto';
import * as m66 from './people/account/account.controller';
import * as m67 from './people/act/act.controller';
import * as m68 from './people/duplicate/duplicate.controller';
import * as m69 from './people/consent/consent.controller';
import * as m70 from './people/request/request.controller';
import * as m71 from './people/late/late-work.controller';
import * as m72 from './people/mandate/mandate.controller';
import * as m73 from './people/mandate/officer-area.controller';
import * as m74 from './people/mandate/officer.controller';
import * as m75 from './people/message/sms-door.controller';
import * as m76 from './people/message/undelivered.controller';
import * as m77 from './people/producer/producer.controller';
import * as m78 from './people/producer/sensitive-read.controller';
import * as m79 from './people/proposal/proposal.controller';
import * as m80 from './people/session/own-session.controller';
import * as m81 from './people/session/password.controller';
import * as m82 from './people/claim/claim.controller';
import * as m83 from './people/receipt/receipt.controller';
import * as m84 from './people/oidc/oidc.controller';
import * as m85 from './people/session/session.controller';
import * as m86 from './people/session/token.controller';
import * as m87 from './platform/connection/connection.controller';
import * as m88 from './sync/inbox/delivery.controller';
import * as m89 from './catalog/archive/archive.controller';
import * as m90 from './catalog/exchange/template.controller';
import * as m91 from './catalog/certificate-list/list.controller';
import * as m92 from './catalog/document/certificate.controller';
import * as m93 from './catalog/document/document.controller';
import * as m94 from './catalog/document/evidence.controller';
import * as m95 from './catalog/document/reminder.controller';
import * as m96 from './catalog/document/work-list.controller';
import * as m97 from './catalog/duplicate/duplicate.controller';
import * as m98 from './catalog/exchange/import.controller';
import * as m99 from './catalog/exchange/product-export.controller';
import * as m100 from './catalog/identifier/check.controller';
import * as m101 from './catalog/override/override.controller';
import * as m102 from './catalog/photo/photo.controller';
import * as m103 from './catalog/photo/public-photo.controller';
import * as m104 from './catalog/product/attribute.controller';
import * as m105 from './catalog/product/product.controller';
import * as m106 from './catalog/readiness/readiness.controller';
import * as m107 from './catalog/reference/old-place.controller';
import * as m108 from './catalog/reference/reference.controller';
import * as m109 from './catalog/rule/platform-rule.controller';
import * as m110 from './catalog/rule/rule.controller';
import * as m111 from './catalog/upload/upload.controller';
import * as m112 from './catalog/version/version.controller';
import * as m113 from './selling/breach/breach.controller';
import * as m114 from './selling/erasure/erasure.controller';
import * as m115 from './selling/listing/listing.controller';
import * as m116 from './selling/listing/verdict.controller';
import * as m117 from './selling/bag/officer.controller';
import * as m118 from './selling/listing/story.controller';
import * as m119 from './selling/order/pick-list.controller';
import * as m120 from './selling/next/next-step.controller';
import * as m121 from './selling/order/order.controller';
import * as m122 from './selling/card/product-card.controller';
import * as m123 from './selling/search/product-search.controller';
import * as m124 from './selling/stock/lot.controller';
import * as m125 from './selling/stock/stock.controller';
import * as m126 from './selling/stock/stock-list.controller';
import * as m127 from './selling/merge/merge.controller';
import * as m128 from './selling/practice/practice.controller';
import * as m129 from './selling/undo/undo.controller';
import * as m130 from './selling/wish/wish.controller';
import * as m131 from './selling/why/why-not-live.controller';
import * as m132 from './insight/coverage/coverage.controller';
import * as m133 from './insight/figure/figure.controller';
import * as m134 from './insight/health/connection-health.controller';
import * as m135 from './program/health.controller';
import * as m136 from './program/start-page.controller';

export default async () => {
  const t = {
    ['./catalog/archive/archive.dto']: m0,
    ['./platform/connection/connection.dto']: m1,
    ['./people/account/account.dto']: m2,
    ['./people/consent/consent.dto']: m3,
    ['./people/mandate/mandate.dto']: m4,
    ['./people/proposal/proposal.dto']: m5,
    ['./people/duplicate/duplicate.dto']: m6,
    ['./people/producer/producer.dto']: m7,
    ['./people/act/act.dto']: m8,
    ['./people/receipt/receipt.dto']: m9,
    ['./people/mandate/officer-area.dto']: m10,
    ['./people/session/session.dto']: m11,
    ['./people/request/request.dto']: m12,
    ['./people/mandate/officer.dto']: m13,
    ['./people/claim/claim.dto']: m14,
    ['./sync/inbox/delivery.dto']: m15,
    ['./catalog/exchange/import.dto']: m16,
    ['./catalog/certificate-list/list.dto']: m17,
    ['./catalog/document/document.dto']: m18,
    ['./catalog/document/certificate.dto']: m19,
    ['./catalog/document/reminder.dto']: m20,
    ['./catalog/duplicate/duplicate.dto']: m21,
    ['./catalog/product/product.dto']: m22,
    ['./catalog/identifier/check.dto']: m23,
    ['./catalog/override/override.dto']: m24,
    ['./catalog/photo/photo.dto']: m25,
    ['./catalog/readiness/readiness.dto']: m26,
    ['./catalog/reference/reference.dto']: m27,
    ['./catalog/reference/old-place.dto']: m28,
    ['./catalog/rule/platform-rule.dto']: m29,
    ['./catalog/rule/rule.dto']: m30,
    ['./insight/coverage/coverage.dto']: m31,
    ['./selling/erasure/erasure.dto']: m32,
    ['./selling/breach/breach.dto']: m33,
    ['./selling/listing/listing.dto']: m34,
    ['./selling/listing/verdict.dto']: m35,
    ['./selling/next/next-step.dto']: m36,
    ['./selling/listing/story.dto']: m37,
    ['./selling/order/pick-list.dto']: m38,
    ['./selling/order/order.dto']: m39,
    ['./selling/search/found-product.dto']: m40,
    ['./selling/card/product-card.dto']: m41,
    ['./selling/stock/lot.dto']: m42,
    ['./selling/stock/stock.dto']: m43,
    ['./selling/merge/merge.dto']: m44,
    ['./selling/undo/undo.dto']: m45,
    ['./selling/why/why-not-live.dto']: m46,
    ['./selling/wish/wish.dto']: m47,
    ['./insight/figure/figure.dto']: m48,
    ['./insight/health/connection-health.dto']: m49,
    ['./program/health.dto']: m50,
    ['./people/late/late-work.dto']: m51,
    ['./people/message/undelivered.dto']: m52,
    ['./people/code/code.dto']: m53,
    ['./catalog/document/evidence.dto']: m54,
    ['./catalog/photo/photo-check.controller']: m55,
    ['./catalog/product/attribute.dto']: m56,
    ['./catalog/upload/upload.dto']: m57,
    ['./catalog/version/version.dto']: m58,
    ['./selling/practice/practice.dto']: m59,
  };
  return {
    '@nestjs/swagger': {
      models: [
        [
          m0,
          {
            ArchiveProblemDto: {
              reason: { required: true, type: () => String, description: '`too-much`, `internal`.' },
              detail: { required: true, type: () => String },
            },
            ArchiveDto: {
              id: { required: true, type: () => String },
              producerId: { required: true, type: () => String },
              state: { required: true, enum: ['making', 'ready', 'failed'] },
              problem: { required: true, type: () => t['./catalog/archive/archive.dto'].ArchiveProblemDto, nullable: true },
              bytes: { required: true, type: () => Number, nullable: true, description: 'Of the file; null until it is ready.' },
              createdAt: { required: true, type: () => String },
              keptUntil: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'When the file will be removed; null until it is ready.',
              },
            },
            TakenInDto: {
              producerId: { required: true, type: () => String, description: 'The producer that the archive brought.' },
              products: { required: true, type: () => Number },
              photos: { required: true, type: () => Number },
              papers: { required: true, type: () => Number },
              keptDecisions: {
                required: true,
                type: () => Boolean,
                description:
                  'Whether what offices of the other installation decided was kept: only when an operator takes it in. Else papers wait to be decided.',
              },
            },
            IntakeProgressDto: {
              filesTotal: {
                required: true,
                type: () => Number,
                nullable: true,
                description: 'Photos and papers in it; null until it was looked through.',
              },
              filesDone: { required: true, type: () => Number },
              percent: { required: true, type: () => Number },
            },
            IntakeProblemDto: {
              code: {
                required: true,
                type: () => String,
                description:
                  'Of the problem that it would have been in an answer: `archive-refused`, `already-exists`, `forbidden`, `internal`.',
              },
              reason: { required: true, type: () => String, description: 'Stable; what exactly.' },
              detail: { required: true, type: () => String },
              pointer: { required: true, type: () => String, nullable: true, description: 'JSON pointer into data.json.' },
            },
            IntakeDto: {
              id: { required: true, type: () => String },
              state: { required: true, enum: ['failed', 'waiting', 'taken', 'refused'] },
              progress: { required: true, type: () => t['./catalog/archive/archive.dto'].IntakeProgressDto },
              problem: {
                required: true,
                type: () => t['./catalog/archive/archive.dto'].IntakeProblemDto,
                nullable: true,
                description: 'Why it was refused or has failed.',
              },
              result: {
                required: true,
                type: () => t['./catalog/archive/archive.dto'].TakenInDto,
                nullable: true,
                description: 'What was taken in.',
              },
              createdAt: { required: true, type: () => String },
              finishedAt: { required: true, type: () => String, nullable: true },
            },
          },
        ],
        [
          m1,
          {
            CreateConnection: {
              platform: { required: true, type: () => String, description: 'Code of the platform, see `GET /api/v1/platforms`.' },
              name: { required: true, type: () => String, description: 'What people call this shop.' },
              baseUrl: { required: true, type: () => String },
              credentials: {
                required: true,
                type: 'object',
                additionalProperties: true,
                description: "What the platform's description asks for, by key. Secrets go in and never come out.",
              },
              webhookSecrets: {
                required: false,
                type: () => [String],
                description: 'Secrets or public keys that webhooks of this shop are checked with.',
                minLength: 1,
              },
              isPractice: {
                required: false,
                type: () => Boolean,
                description: 'A practice platform: marked as such wherever it is shown.',
              },
            },
            ChangeConnection: {
              name: { required: false, type: () => String },
              baseUrl: { required: false, type: () => String, description: 'Another address needs the secrets again.' },
              credentials: {
                required: false,
                type: 'object',
                additionalProperties: true,
                description: 'Keys that are left out keep their value.',
              },
              addWebhookSecret: {
                required: false,
                type: () => String,
                description: 'One more secret; the old ones go on to be accepted until they are removed.',
                minLength: 1,
              },
              removeWebhookSecret: {
                required: false,
                type: () => String,
                description: 'Fingerprint of the secret that is not accepted any more.',
              },
              isPractice: { required: false, type: () => Boolean },
            },
            CredentialDto: {
              key: { required: true, type: () => String },
              label: { required: true, type: () => String },
              isSecret: { required: true, type: () => Boolean },
              isSet: { required: true, type: () => Boolean },
              value: { required: false, type: () => String },
            },
            TroubleDto: {
              code: { required: true, type: () => String },
              message: { required: true, type: () => String },
              since: { required: true, type: () => String },
            },
            ConnectionDto: {
              id: { required: true, type: () => String },
              platform: { required: true, type: () => String },
              platformName: { required: true, type: () => String },
              name: { required: true, type: () => String },
              baseUrl: { required: true, type: () => String },
              credentials: { required: true, type: () => [t['./platform/connection/connection.dto'].CredentialDto] },
              webhookUrl: { required: true, type: () => String },
              webhookSecrets: { required: true, type: () => [String] },
              isPaused: { required: true, type: () => Boolean },
              isPractice: { required: true, type: () => Boolean },
              trouble: { required: true, type: () => t['./platform/connection/connection.dto'].TroubleDto, nullable: true },
              createdAt: { required: true, type: () => String },
            },
            ConnectionTestDto: {
              isWorking: { required: true, type: () => Boolean },
              failure: { required: false, type: () => String },
              message: { required: true, type: () => String },
              platformText: { required: false, type: () => String },
            },
            CredentialFieldDto: {
              key: { required: true, type: () => String },
              label: { required: true, type: () => String },
              isSecret: { required: true, type: () => Boolean },
              isRequired: { required: true, type: () => Boolean },
              help: { required: false, type: () => String },
            },
            SourceDto: {
              topic: { required: true, type: () => String },
              basis: { required: true, type: () => String },
              note: { required: true, type: () => String },
            },
            PlatformDto: {
              code: { required: true, type: () => String },
              name: { required: true, type: () => String },
              credentials: { required: true, type: () => [t['./platform/connection/connection.dto'].CredentialFieldDto] },
              capabilities: { required: true, type: () => Object },
              photoRule: { required: true, type: () => Object },
              textRule: { required: true, type: () => Object },
              sources: { required: true, type: () => [t['./platform/connection/connection.dto'].SourceDto] },
            },
          },
        ],
        [
          m51,
          {
            LateReceipt: {
              lateWorkId: { required: true, type: () => String },
              state: { required: true, enum: ['waiting', 'refused', 'accepting', 'accepted'] },
              detail: { required: true, type: () => String },
            },
            LateQuery: { state: { required: false, enum: ['waiting', 'refused', 'accepting', 'accepted'] } },
            LateWorkDto: {
              id: { required: true, type: () => String },
              sentenceVi: { required: true, type: () => String, description: 'In Vietnamese: who did what.' },
              officerId: { required: true, type: () => String },
              officerName: { required: true, type: () => String },
              mandateId: { required: true, type: () => String },
              deviceId: { required: true, type: () => String, nullable: true },
              capturedAt: { required: true, type: () => String },
              receivedAt: { required: true, type: () => String },
              what: {
                required: true,
                type: () => String,
                description: 'The route, such as `PATCH /api/v1/\u2026`, and the path that was called.',
              },
              url: { required: true, type: () => String },
              body: { required: true, type: () => Object, description: 'What was sent, as long as it waits.' },
              state: { required: true, enum: ['waiting', 'refused', 'accepting', 'accepted'] },
              decidedByName: { required: true, type: () => String, nullable: true },
              decidedAt: { required: true, type: () => String, nullable: true },
              reason: { required: true, type: () => String, nullable: true },
            },
            RefuseLateWork: { reason: { required: false, type: () => String } },
          },
        ],
        [
          m2,
          {
            CreateAccount: {
              id: {
                required: false,
                type: () => String,
                description: 'Made by the caller, so that a repeat is recognised; left out, the server makes one.',
              },
              phone: { required: true, type: () => String, description: 'Vietnamese phone number in any usual form.' },
              name: { required: true, type: () => String },
              password: { required: true, type: () => String },
              role: { required: true, enum: ['producer', 'officer', 'province', 'operator'] },
              provinceCode: {
                required: false,
                type: () => String,
                description: 'Required for people of a provincial office, refused for others.',
              },
            },
            ChangeAccount: {
              name: { required: false, type: () => String },
              oidcSubject: {
                required: false,
                type: () => String,
                nullable: true,
                description: 'Of an official: who that is to the sign-in service of the province. null: signs in otherwise.',
              },
              isActive: {
                required: false,
                type: () => Boolean,
                description: 'false locks the account: its sessions and tokens stop working at once.',
              },
            },
            AccountQuery: { q: { required: false, type: () => String, description: 'Part of the name, or the whole phone number.' } },
            AccountDto: {
              id: { required: true, type: () => String },
              phone: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'null when it cannot be read any more: another key.',
              },
              name: { required: true, type: () => String },
              role: { required: true, enum: ['producer', 'officer', 'province', 'operator'] },
              provinceCode: { required: true, type: () => String, nullable: true },
              isActive: { required: true, type: () => Boolean },
              oidcSubject: { required: true, type: () => String, nullable: true },
              createdAt: { required: true, type: () => String },
            },
            AccountPage: {
              items: { required: true, type: () => [t['./people/account/account.dto'].AccountDto] },
              next: { required: false, type: () => String, description: 'Cursor of the next page; absent on the last one.' },
            },
          },
        ],
        [
          m53,
          {
            AskCode: { phone: { required: true, type: () => String, description: 'Vietnamese phone number in any usual form.' } },
            CodeSentDto: {
              expiresAt: { required: true, type: () => String, description: 'Until when the code is good, if there is one.' },
            },
          },
        ],
        [
          m3,
          {
            ProofInput: {
              method: {
                required: true,
                enum: ['paper-photo', 'otp-sms', 'app-tap', 'call-recording', 'thumbprint-witness', 'demonstration'],
              },
              signerName: { required: true, type: () => String },
              signerRelation: { required: true, enum: ['self', 'household-member', 'legal-representative'] },
              witness: { required: false, type: () => String, description: 'Who saw it; needed beside a thumbprint.' },
              language: {
                required: false,
                type: () => String,
                description: 'Language in which the text was read aloud: vi, tay, hmong, \u2026',
              },
              evidenceSha256: {
                required: false,
                type: () => String,
                description: 'SHA-256 of the photo of the signed paper, of the recording: 64 hex digits.',
              },
            },
            ConsentInput: {
              id: { required: false, type: () => String, description: 'Made by the caller; left out, the server makes one.' },
              purpose: {
                required: true,
                enum: [
                  'register-profile',
                  'publish-on-platform',
                  'order-fulfilment',
                  'officer-acts-for-me',
                  'report-named',
                  'training-records',
                  'id-image',
                  'bank-account',
                ],
              },
              platform: {
                required: false,
                type: () => String,
                description: 'Code of the platform; of the purpose to publish, and only there.',
              },
              textVersion: { required: true, type: () => Number, description: 'Version of the text that was read.' },
              agreed: { required: true, type: () => Boolean, description: 'True: said in so many words. Silence is no consent.' },
              validUntil: { required: false, type: () => String, description: 'When it ends; left out, when it is withdrawn.' },
            },
            GiveConsents: {
              consents: {
                required: true,
                type: () => [t['./people/consent/consent.dto'].ConsentInput],
                description: 'Each purpose by itself.',
              },
              proof: { required: true, type: () => t['./people/consent/consent.dto'].ProofInput },
            },
            WithdrawConsent: { method: { required: true, enum: ['app-tap', 'paper', 'phone', 'in-person', 'sms'] } },
            ConsentCodeDto: {
              practiceCode: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'Of a household that somebody practises with: what to type in, because nobody is sent anything.',
              },
              expiresAt: { required: true, type: () => String },
              phoneMasked: { required: true, type: () => String, description: 'The last digits of the number to which it goes.' },
              consentIds: { required: true, type: () => [String], description: 'The consents that it confirms.' },
            },
            ConfirmConsents: { code: { required: true, type: () => String } },
            CreateConsentText: {
              purpose: {
                required: true,
                enum: [
                  'register-profile',
                  'publish-on-platform',
                  'order-fulfilment',
                  'officer-acts-for-me',
                  'report-named',
                  'training-records',
                  'id-image',
                  'bank-account',
                ],
              },
              textVi: {
                required: true,
                type: () => String,
                description: 'With `{platform}` where the name of the platform belongs, in the purpose to publish.',
              },
              requiresNew: {
                required: true,
                type: () => Boolean,
                description: 'Whoever agreed to an older version has to be asked again.',
              },
            },
            ConsentTextDto: {
              purpose: {
                required: true,
                enum: [
                  'register-profile',
                  'publish-on-platform',
                  'order-fulfilment',
                  'officer-acts-for-me',
                  'report-named',
                  'training-records',
                  'id-image',
                  'bank-account',
                ],
              },
              purposeVi: { required: true, type: () => String },
              version: { required: true, type: () => Number },
              platform: { required: true, type: () => String, nullable: true },
              platformName: { required: true, type: () => String, nullable: true },
              textVi: { required: true, type: () => String, description: 'As it is to be shown.' },
              sha256: { required: true, type: () => String },
              isSensitive: { required: true, type: () => Boolean, description: 'The person has to be told that the data are sensitive.' },
              dataCategories: { required: true, type: () => [String] },
              effectiveFrom: { required: true, type: () => String },
              requiresNew: { required: true, type: () => Boolean },
            },
            ConsentTextList: { items: { required: true, type: () => [t['./people/consent/consent.dto'].ConsentTextDto] } },
            ConsentDto: {
              id: { required: true, type: () => String },
              producerId: { required: true, type: () => String },
              purpose: {
                required: true,
                enum: [
                  'register-profile',
                  'publish-on-platform',
                  'order-fulfilment',
                  'officer-acts-for-me',
                  'report-named',
                  'training-records',
                  'id-image',
                  'bank-account',
                ],
              },
              purposeVi: { required: true, type: () => String },
              platform: { required: true, type: () => String, nullable: true },
              platformName: { required: true, type: () => String, nullable: true },
              textVersion: { required: true, type: () => Number },
              textVi: { required: true, type: () => String, description: 'As it was shown.' },
              textSha256: { required: true, type: () => String },
              isSensitive: { required: true, type: () => Boolean },
              dataCategories: { required: true, type: () => [String] },
              signerName: { required: true, type: () => String },
              signerRelation: { required: true, enum: ['self', 'household-member', 'legal-representative'] },
              method: { required: true, type: () => String },
              language: { required: true, type: () => String },
              witness: { required: true, type: () => String, nullable: true },
              evidenceSha256: { required: true, type: () => String, nullable: true },
              awaitsCode: {
                required: true,
                type: () => Boolean,
                description: "Said, and not yet shown by the code to the household's phone: it does not count until then.",
              },
              codeConfirmedAt: { required: true, type: () => String, nullable: true },
              codePhone: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'The last digits of the number to which the code went.',
              },
              givenAt: { required: true, type: () => String },
              validUntil: { required: true, type: () => String, nullable: true },
              collectedBy: { required: true, type: () => String },
              collectedByName: { required: true, type: () => String },
              deviceId: { required: true, type: () => String, nullable: true },
              withdrawnAt: { required: true, type: () => String, nullable: true },
              withdrawnByName: { required: true, type: () => String, nullable: true },
              withdrawalMethod: { required: true, type: () => String, nullable: true },
              counts: { required: true, type: () => Boolean, description: 'Whether it counts at this moment.' },
            },
            ConsentList: { items: { required: true, type: () => [t['./people/consent/consent.dto'].ConsentDto] } },
          },
        ],
        [
          m4,
          {
            MandateInput: {
              id: { required: false, type: () => String, description: 'Made by the caller; left out, the server makes one.' },
              consentId: {
                required: false,
                type: () => String,
                description:
                  'Of the consent it stands on, made by the caller: a photo of the paper can then wait for the signal under its address.',
              },
              textVersion: {
                required: false,
                type: () => Number,
                description: 'Version of the text that was read to the producer; left out, the one of today.',
              },
              officerUnit: { required: true, enum: ['extension', 'community-team', 'post-office', 'cooperative', 'commune-office'] },
              rights: {
                required: true,
                type: () => [Object],
                enum: [
                  'profile.read',
                  'profile.edit',
                  'product.create',
                  'product.edit',
                  'listing.publish',
                  'stock.update',
                  'price.update',
                  'order.confirm',
                  'order.handover',
                  'document.upload',
                  'report.view',
                  'payout.view',
                ],
                isArray: true,
              },
              months: { required: false, type: () => Number, description: 'How long it lasts; 12 when nothing is said.' },
              proof: { required: true, type: () => t['./people/consent/consent.dto'].ProofInput, description: 'That the producer agreed.' },
            },
            GrantMandate: { officerId: { required: true, type: () => String, description: 'The account of the officer.' } },
            HandOver: {
              rights: {
                required: false,
                type: () => [Object],
                enum: [
                  'profile.read',
                  'profile.edit',
                  'product.create',
                  'product.edit',
                  'listing.publish',
                  'stock.update',
                  'price.update',
                  'order.confirm',
                  'order.handover',
                  'document.upload',
                  'report.view',
                  'payout.view',
                ],
                isArray: true,
              },
            },
            ProvinceMandates: { officerId: { required: true, type: () => String, description: 'Whose mandates.' } },
            RevokeMandate: { reason: { required: false, type: () => String } },
            MandateDto: {
              id: { required: true, type: () => String },
              producerId: { required: true, type: () => String },
              producerName: { required: true, type: () => String },
              officerId: { required: true, type: () => String },
              officerName: { required: true, type: () => String },
              officerUnit: { required: true, enum: ['extension', 'community-team', 'post-office', 'cooperative', 'commune-office'] },
              rights: {
                required: true,
                type: () => [Object],
                enum: [
                  'profile.read',
                  'profile.edit',
                  'product.create',
                  'product.edit',
                  'listing.publish',
                  'stock.update',
                  'price.update',
                  'order.confirm',
                  'order.handover',
                  'document.upload',
                  'report.view',
                  'payout.view',
                ],
                isArray: true,
              },
              consentId: { required: true, type: () => String },
              validFrom: { required: true, type: () => String },
              validUntil: { required: true, type: () => String },
              revokedAt: { required: true, type: () => String, nullable: true },
              revokeReason: { required: true, type: () => String, nullable: true },
              counts: { required: true, type: () => Boolean, description: 'Whether it counts at this moment.' },
              endsSoon: {
                required: true,
                type: () => Boolean,
                description: 'It counts, for at most 30 days more: by its end, or because the photo of the paper has not come.',
              },
              evidenceDueAt: {
                required: true,
                type: () => String,
                nullable: true,
                description:
                  'Agreed on paper whose photo has not come, or by word whose code has not: from then on it counts no longer until that comes.',
              },
              awaitsCode: {
                required: true,
                type: () => Boolean,
                description: "It is the code to the household's phone that has not come.",
              },
            },
            MandateList: {
              items: {
                required: true,
                type: () => [t['./people/mandate/mandate.dto'].MandateDto],
                description: 'The latest first, at most 200.',
              },
            },
          },
        ],
        [
          m5,
          {
            ProposalDto: {
              id: { required: true, type: () => String },
              producerId: { required: true, type: () => String },
              kind: { required: true, enum: ['bank-account', 'price', 'publication'] },
              subject: { required: true, type: () => String, description: 'Id of the producer, the pack or the product.' },
              summaryVi: { required: true, type: () => String, description: 'In plain Vietnamese, for the screen.' },
              state: { required: true, enum: ['refused', 'open', 'confirmed', 'withdrawn', 'superseded', 'expired', 'frozen'] },
              contentSha256: { required: true, type: () => String, description: 'SHA-256 of the frozen content: what is confirmed.' },
              proposedBy: { required: true, type: () => String },
              proposedByName: { required: true, type: () => String },
              proposedAt: { required: true, type: () => String },
              expiresAt: { required: true, type: () => String },
              decidedAt: { required: true, type: () => String, nullable: true },
              decidedBy: { required: true, type: () => String, nullable: true },
              decidedByName: { required: true, type: () => String, nullable: true },
              decidedHow: { required: true, nullable: true, description: 'How it was confirmed.', enum: ['app-tap', 'paper', 'code'] },
            },
            ProposalDetailDto: {
              content: {
                required: true,
                type: 'object',
                additionalProperties: true,
                nullable: true,
                description: 'What is asked for, as it was frozen; null for those who may not read it.',
              },
            },
            ProposedDto: { proposal: { required: true, type: () => t['./people/proposal/proposal.dto'].ProposalDto } },
            ProposalQuery: { state: { required: false, type: () => String, description: 'Only those that wait.' } },
            ConfirmProposal: {
              code: { required: false, type: () => String, description: "Of an officer: the code that was sent to the producer's phone." },
              proof: {
                required: false,
                type: () => t['./people/consent/consent.dto'].ProofInput,
                description: 'Of an office, for a producer without a phone: the paper.',
              },
            },
            SentCodeDto: {
              practiceCode: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'Of a household that somebody practises with: what to type in, because nobody is sent anything.',
              },
              expiresAt: { required: true, type: () => String },
            },
          },
        ],
        [
          m6,
          {
            DuplicateDto: {
              id: { required: true, type: () => String, description: 'Of the hint; to decide on it.' },
              producerId: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'null: the caller may know no more of that producer than name and commune.',
              },
              name: { required: true, type: () => String },
              communeCode: { required: true, type: () => String, nullable: true },
              certainty: { required: true, enum: ['certain', 'likely'] },
              reasons: {
                required: true,
                type: () => [String],
                description: 'Stable codes; none when the caller may know no more than name and commune.',
              },
              reasonsVi: { required: true, type: () => [String] },
              score: { required: true, type: () => Number, description: '0 to 100.' },
              state: { required: true, enum: ['open', 'dismissed', 'same'] },
            },
            DuplicateList: {
              items: { required: true, type: () => [t['./people/duplicate/duplicate.dto'].DuplicateDto], description: 'The surest first.' },
            },
            DecideDuplicate: {
              state: { required: true, description: 'dismissed: two producers; same: one, to be merged.', enum: ['dismissed', 'same'] },
            },
          },
        ],
        [
          m7,
          {
            BankAccountInput: {
              bankBin: { required: true, type: () => String, description: 'Six digits, by which banks know each other.' },
              account: { required: true, type: () => String },
              holder: { required: true, type: () => String },
              relation: {
                required: false,
                type: () => String,
                description: 'How the holder belongs to the producer, when it is somebody else.',
              },
            },
            LegacyAddressInput: {
              province: { required: true, type: () => String },
              district: { required: true, type: () => String },
              ward: { required: true, type: () => String },
            },
            CreateProducer: {
              id: {
                required: false,
                type: () => String,
                description:
                  'Made by the caller (UUIDv7), so that work without a signal has its id at once; left out, the server makes one.',
              },
              kind: {
                required: true,
                enum: [
                  'cooperative',
                  'cooperative-group',
                  'household',
                  'household-business',
                  'farm',
                  'company',
                  'tourism-organisation',
                  'other',
                ],
              },
              name: { required: true, type: () => String },
              provinceCode: { required: true, type: () => String },
              mandate: {
                required: false,
                type: () => t['./people/mandate/mandate.dto'].MandateInput,
                description: 'Of an officer who registers a producer, and required then: what the producer lets the officer do.',
              },
              isDemonstration: {
                required: false,
                type: () => Boolean,
                description: 'Marks the producer and everything it registers as demonstration data. Operators only.',
              },
            },
            ChangeProducer: {
              version: {
                required: true,
                type: () => Number,
                description: 'Version that the change starts from; another one answers 409 with the current state.',
              },
              kind: {
                required: false,
                enum: [
                  'cooperative',
                  'cooperative-group',
                  'household',
                  'household-business',
                  'farm',
                  'company',
                  'tourism-organisation',
                  'other',
                ],
              },
              name: { required: false, type: () => String },
              provinceCode: { required: false, type: () => String },
            },
            ProducerQuery: {
              q: {
                required: false,
                type: () => String,
                description: 'Words of the name in any order, with or without marks; or the whole phone number.',
              },
              kind: {
                required: false,
                enum: [
                  'cooperative',
                  'cooperative-group',
                  'household',
                  'household-business',
                  'farm',
                  'company',
                  'tourism-organisation',
                  'other',
                ],
              },
              communeCode: { required: false, type: () => String, description: 'Of the producer.' },
              commune: {
                required: false,
                type: () => String,
                description: "Words of the commune's name in any order, with or without marks; every commune that has them.",
              },
            },
            ProducerDto: {
              id: { required: true, type: () => String },
              kind: {
                required: true,
                enum: [
                  'cooperative',
                  'cooperative-group',
                  'household',
                  'household-business',
                  'farm',
                  'company',
                  'tourism-organisation',
                  'other',
                ],
              },
              name: { required: true, type: () => String },
              taxCode: { required: true, type: () => String, nullable: true },
              legacyTaxCode: { required: true, type: () => String, nullable: true },
              registrationNumber: { required: true, type: () => String, nullable: true },
              registeredOn: { required: true, type: () => String, nullable: true },
              phone: {
                required: true,
                type: () => String,
                nullable: true,
                description:
                  "In full for the producer's own people, and for others who ask for this one producer, which is written down; otherwise null.",
              },
              phoneMasked: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'The last three digits; null when none is known.',
              },
              representative: { required: true, type: () => String },
              personalNumberMasked: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'The last three digits; null when none is known.',
              },
              bankAccountMasked: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'Bank and the last three digits; null when none is known.',
              },
              ocopObstacleVi: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'Why it cannot be the holder of an OCOP certificate; null when it can.',
              },
              placeScheme: { required: true, type: () => String, description: 'Which list of places the codes belong to.' },
              provinceCode: { required: true, type: () => String },
              communeCode: { required: true, type: () => String, nullable: true },
              hamlet: { required: true, type: () => String },
              address: { required: true, type: () => String },
              legacyAddress: { required: true, type: () => t['./people/producer/producer.dto'].LegacyAddressInput, nullable: true },
              isDemonstration: { required: true, type: () => Boolean },
              isPractice: {
                required: true,
                type: () => Boolean,
                description: 'An officer tries things out with it: nobody else meets it.',
              },
              version: { required: true, type: () => Number },
              createdAt: { required: true, type: () => String },
              updatedAt: { required: true, type: () => String },
            },
            ProducerWarning: {
              pointer: { required: true, type: () => String, description: 'JSON pointer of the field.' },
              code: { required: true, type: () => String, description: 'Stable, for programs.' },
              message: { required: true, type: () => String },
            },
            SavedProducerDto: {
              warnings: {
                required: true,
                type: () => [t['./people/producer/producer.dto'].ProducerWarning],
                description: 'Unusual, but saved: look at the paper again.',
              },
              duplicates: {
                required: true,
                type: () => [t['./people/duplicate/duplicate.dto'].DuplicateDto],
                description: 'Other producers that may be the same one, as far as the caller may know of them.',
              },
              proposal: {
                required: false,
                type: () => t['./people/proposal/proposal.dto'].ProposalDto,
                description: "What was not done and waits for the producer's word: the bank account, when an officer changes it.",
              },
            },
            ProducerPage: {
              items: { required: true, type: () => [t['./people/producer/producer.dto'].ProducerDto] },
              next: { required: false, type: () => String, description: 'Cursor of the next page; absent on the last one.' },
            },
            SensitiveDto: {
              personalNumber: { required: true, type: () => String, nullable: true },
              bankAccount: { required: true, type: () => t['./people/producer/producer.dto'].BankAccountInput, nullable: true },
              vietQr: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'Text of a VietQR code that pays to the account; null when there is none.',
              },
            },
            MemberDto: { producerId: { required: true, type: () => String }, accountId: { required: true, type: () => String } },
          },
        ],
        [
          m60,
          {
            SensitiveReadDto: {
              id: { required: true, type: () => String },
              accountId: { required: true, type: () => String },
              name: { required: true, type: () => String },
              role: { required: true, enum: ['producer', 'officer', 'province', 'operator'] },
              kinds: {
                required: true,
                type: () => [Object],
                description: 'What was there to be seen.',
                enum: [
                  'bank-account',
                  'phone',
                  'personal-number',
                  'archive',
                  'product-export',
                  'photo-original',
                  'paper-file',
                  'person-data',
                ],
                isArray: true,
              },
              readAt: { required: true, type: () => String },
            },
          },
        ],
        [
          m8,
          {
            ActQuery: {
              actorId: { required: false, type: () => String, description: 'Only what this account did.' },
              officersOnly: { required: false, type: () => Boolean, description: 'Only what officers did.' },
              day: { required: false, type: () => String, description: 'Only what was done on that day in Vietnam.' },
            },
            ActChangeDto: {
              of: { required: true, type: () => String },
              id: { required: false, type: () => String },
              field: { required: false, type: () => String },
              before: { required: false, type: () => Object },
              after: { required: false, type: () => Object },
            },
            ActDto: {
              seq: { required: true, type: () => Number, description: 'Counts up by one for each act of the producer.' },
              fromProducerId: {
                required: true,
                type: () => String,
                nullable: true,
                description:
                  'Of another producer that was merged into this one: the one in whose name it was done. Its acts are counted by themselves.',
              },
              fromProducerName: { required: true, type: () => String, nullable: true },
              sentenceVi: { required: true, type: () => String, description: 'In Vietnamese, for the screen.' },
              actorId: { required: true, type: () => String },
              actorName: { required: true, type: () => String, nullable: true, description: 'null: the account is gone.' },
              actorRole: { required: true, enum: ['producer', 'officer', 'province', 'operator'] },
              mandateId: { required: true, type: () => String, nullable: true, description: 'Under which an officer did it.' },
              deviceId: { required: true, type: () => String, nullable: true },
              capturedAt: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'When it was done on a device without a signal, as the device says.',
              },
              at: { required: true, type: () => String, description: 'When it arrived and took effect.' },
              what: { required: true, type: () => String, description: 'The route, or the work in the background.' },
              subject: { required: true, type: 'object', additionalProperties: { type: 'string' }, description: 'The ids in the path.' },
              changes: { required: true, type: () => [t['./people/act/act.dto'].ActChangeDto] },
              canUndo: { required: true, type: () => Boolean, description: 'A price or a number in the store that can be put back.' },
              isUndone: { required: true, type: () => Boolean, description: 'It was put back.' },
            },
          },
        ],
        [
          m9,
          {
            ReceiptSetting: {
              isOn: { required: true, type: () => Boolean, description: 'false: no short messages about what officers do.' },
            },
            ReceiptSettingDto: { isOn: { required: true, type: () => Boolean } },
            ObjectionDto: {
              id: { required: true, type: () => String },
              producerId: { required: true, type: () => String },
              producerName: { required: true, type: () => String },
              officerId: { required: true, type: () => String },
              officerName: { required: true, type: () => String },
              mandatesStopped: {
                required: true,
                type: () => Number,
                description: 'Mandates of that officer for that producer that ended by it.',
              },
              raisedAt: { required: true, type: () => String },
            },
            ObjectionPage: {
              items: { required: true, type: () => [t['./people/receipt/receipt.dto'].ObjectionDto] },
              next: { required: false, type: () => String, description: 'Cursor of the next page; absent on the last one.' },
            },
          },
        ],
        [
          m10,
          {
            AreaInput: {
              provinceCode: { required: true, type: () => String },
              communeCode: { required: false, type: () => String, nullable: true, description: 'Left out or null: the whole province.' },
            },
            PutAreas: { areas: { required: true, type: () => [t['./people/mandate/officer-area.dto'].AreaInput] } },
            AreaList: { items: { required: true, type: () => [t['./people/mandate/officer-area.dto'].AreaInput] } },
          },
        ],
        [
          m11,
          {
            LogIn: {
              phone: { required: true, type: () => String, description: 'Vietnamese phone number in any usual form.' },
              password: { required: true, type: () => String },
            },
            LogInWithCode: { phone: { required: true, type: () => String }, code: { required: true, type: () => String } },
            ResetPassword: { password: { required: true, type: () => String } },
            ChangePassword: { oldPassword: { required: true, type: () => String }, newPassword: { required: true, type: () => String } },
            SessionDto: {
              id: { required: true, type: () => String },
              device: { required: true, type: () => String, description: 'Such as `Chrome tr\u00EAn Android`.' },
              address: { required: true, type: () => String, description: 'Without its last part.' },
              createdAt: { required: true, type: () => String },
              lastUsedAt: { required: true, type: () => String, description: 'Up to a minute behind.' },
              expiresAt: { required: true, type: () => String, description: 'It ends then, or four hours after its last use.' },
              isThis: { required: true, type: () => Boolean, description: 'The one that asks.' },
            },
            SessionList: {
              items: {
                required: true,
                type: () => [t['./people/session/session.dto'].SessionDto],
                description: 'The last used first; at most 100.',
              },
            },
            OwnProducerDto: {
              id: { required: true, type: () => String },
              name: { required: true, type: () => String },
              provinceCode: { required: true, type: () => String },
              isPractice: { required: true, type: () => Boolean, description: 'The person only tries things out with it.' },
            },
            WhoDto: {
              accountId: { required: true, type: () => String },
              name: { required: true, type: () => String },
              phone: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'null when it cannot be read any more: another key.',
              },
              role: { required: true, enum: ['producer', 'officer', 'province', 'operator'] },
              provinceCode: { required: true, type: () => String, nullable: true },
              producers: {
                required: true,
                type: () => [t['./people/session/session.dto'].OwnProducerDto],
                description: 'At most 200; `GET /api/v1/producers` gives all.',
              },
            },
            CreateToken: {
              name: { required: true, type: () => String, description: 'What it is for; shown in the list.' },
              expiresInDays: { required: true, type: () => Number },
              rights: {
                required: false,
                type: () => [Object],
                description:
                  'read: whatever its account may read; write: whatever it may read and write; else what the single right of a mandate allows. Left out: read.',
                enum: [
                  'profile.read',
                  'profile.edit',
                  'product.create',
                  'product.edit',
                  'listing.publish',
                  'stock.update',
                  'price.update',
                  'order.confirm',
                  'order.handover',
                  'document.upload',
                  'report.view',
                  'payout.view',
                  'read',
                  'write',
                ],
                isArray: true,
              },
            },
            TokenDto: {
              id: { required: true, type: () => String },
              name: { required: true, type: () => String },
              rights: {
                required: true,
                type: () => [Object],
                enum: [
                  'profile.read',
                  'profile.edit',
                  'product.create',
                  'product.edit',
                  'listing.publish',
                  'stock.update',
                  'price.update',
                  'order.confirm',
                  'order.handover',
                  'document.upload',
                  'report.view',
                  'payout.view',
                  'read',
                  'write',
                ],
                isArray: true,
              },
              createdAt: { required: true, type: () => String },
              expiresAt: { required: true, type: () => String },
            },
            NewTokenDto: {
              token: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'The secret, shown this once. null in the answer to a repeated request: we do not keep it.',
              },
            },
            TokenPage: {
              items: { required: true, type: () => [t['./people/session/session.dto'].TokenDto] },
              next: { required: false, type: () => String, description: 'Cursor of the next page; absent on the last one.' },
            },
          },
        ],
        [
          m12,
          {
            CreateProducerRequest: {
              id: { required: false, type: () => String, description: 'Made by the caller; left out, the server makes one.' },
              kind: { required: true, enum: ['object', 'see', 'correct', 'copy', 'restrict', 'withdraw', 'delete'] },
              requesterName: { required: true, type: () => String },
              requesterContact: { required: false, type: () => String, description: 'Phone, address: where the answer goes.' },
              text: { required: false, type: () => String },
              receivedOn: { required: false, type: () => String, description: 'The day on which a letter came; left out, today.' },
              purpose: {
                required: false,
                description: 'Of an objection or a withdrawal: what it is about.',
                enum: [
                  'register-profile',
                  'publish-on-platform',
                  'order-fulfilment',
                  'officer-acts-for-me',
                  'report-named',
                  'training-records',
                  'id-image',
                  'bank-account',
                ],
              },
              platform: { required: false, type: () => String, description: 'Of publishing: at one platform only.' },
            },
            CreateRequest: {
              producerId: { required: false, type: () => String },
              orderId: { required: false, type: () => String },
              accountId: { required: false, type: () => String },
              isThroughOthers: { required: false, type: () => Boolean, description: 'Somebody else brought it.' },
            },
            AnswerRequest: {
              answer: { required: true, type: () => String, description: 'What the person is told; of a refusal, the reason.' },
            },
            GrantRequest: {
              purpose: {
                required: false,
                description: 'What the objection is about, when the request does not say it.',
                enum: [
                  'register-profile',
                  'publish-on-platform',
                  'order-fulfilment',
                  'officer-acts-for-me',
                  'report-named',
                  'training-records',
                  'id-image',
                  'bank-account',
                ],
              },
            },
            RequestQuery: {
              overdue: { required: false, type: () => Boolean, description: 'Only those that are past a deadline.' },
              all: { required: false, type: () => Boolean, description: 'Those that are answered as well.' },
            },
            RequestDto: {
              id: { required: true, type: () => String },
              kind: { required: true, enum: ['object', 'see', 'correct', 'copy', 'restrict', 'withdraw', 'delete'] },
              producerId: { required: true, type: () => String, nullable: true },
              producerName: { required: true, type: () => String, nullable: true },
              orderId: { required: true, type: () => String, nullable: true },
              accountId: { required: true, type: () => String, nullable: true },
              requesterName: { required: true, type: () => String },
              requesterContact: { required: true, type: () => String },
              isThroughOthers: { required: true, type: () => Boolean },
              text: { required: true, type: () => String },
              receivedOn: { required: true, type: () => String },
              acknowledgeBy: { required: true, type: () => String },
              dueBy: { required: true, type: () => String },
              state: { required: true, enum: ['refused', 'open', 'acknowledged', 'done'] },
              isOverdue: { required: true, type: () => Boolean, description: 'A deadline has passed and nobody has acted.' },
              acknowledgedAt: { required: true, type: () => String, nullable: true },
              decidedAt: { required: true, type: () => String, nullable: true },
              answer: { required: true, type: () => String, nullable: true },
              purpose: {
                required: true,
                nullable: true,
                enum: [
                  'register-profile',
                  'publish-on-platform',
                  'order-fulfilment',
                  'officer-acts-for-me',
                  'report-named',
                  'training-records',
                  'id-image',
                  'bank-account',
                ],
              },
              platform: { required: true, type: () => String, nullable: true },
              liftedAt: { required: true, type: () => String, nullable: true, description: 'Of a restriction: since when it is over.' },
              createdBy: { required: true, type: () => String },
              createdAt: { required: true, type: () => String },
            },
            RequestList: { items: { required: true, type: () => [t['./people/request/request.dto'].RequestDto] } },
            AddHoliday: {
              day: { required: true, type: () => String },
              nameVi: { required: true, type: () => String },
              source: { required: false, type: () => String, description: 'Where it is announced.' },
            },
            HolidayDto: {
              day: { required: true, type: () => String },
              nameVi: { required: true, type: () => String },
              source: {
                required: true,
                type: () => String,
                description: 'The law; of a day that is not announced yet, that it is provisional.',
              },
            },
            HolidayList: { items: { required: true, type: () => [t['./people/request/request.dto'].HolidayDto] } },
            PersonDataDto: {
              data: {
                required: true,
                type: 'object',
                additionalProperties: true,
                description: 'Register, consents, mandates, people, requests, looks at sealed numbers.',
              },
              archivePath: {
                required: true,
                type: () => String,
                description: 'Where the archive with products, photos and papers is ordered.',
              },
            },
          },
        ],
        [
          m13,
          {
            OfficerDto: {
              id: { required: true, type: () => String },
              name: { required: true, type: () => String },
              areaVi: { required: true, type: () => String, description: 'Where they may help, in a few words.' },
            },
            OfficerList: {
              items: { required: true, type: () => [t['./people/mandate/officer.dto'].OfficerDto], description: 'By name, at most 200.' },
            },
            ProvinceOfficerDto: {
              isActive: {
                required: true,
                type: () => Boolean,
                description: 'False: locked, so that the households still have to be handed over to somebody.',
              },
              households: { required: true, type: () => Number, description: 'Whom they may help now, in this province.' },
            },
            ProvinceOfficerList: {
              items: {
                required: true,
                type: () => [t['./people/mandate/officer.dto'].ProvinceOfficerDto],
                description: 'Those who help most first, at most 200.',
              },
            },
          },
        ],
        [
          m52,
          {
            UndeliveredDto: {
              id: { required: true, type: () => String },
              purpose: { required: true, type: () => String, description: 'Why it was sent: `receipt`, `code` \u2026' },
              producerId: { required: true, type: () => String, nullable: true },
              producerName: { required: true, type: () => String, nullable: true },
              recipientMasked: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'null: the text was secret and is wiped, and the number with it.',
              },
              state: { required: true, enum: ['failed', 'unknown'] },
              reason: { required: true, type: () => String, nullable: true, description: 'What the gateway said.' },
              tries: { required: true, type: () => Number },
              createdAt: { required: true, type: () => String },
              endedAt: { required: true, type: () => String },
              canSendAgain: { required: true, type: () => Boolean, description: 'Not what was wiped, and not what is of no use any more.' },
            },
            QueuedDto: { id: { required: true, type: () => String }, state: { required: true, type: () => String } },
          },
        ],
        [
          m14,
          {
            ConfirmClaim: {
              phone: { required: true, type: () => String, description: 'Vietnamese phone number in any usual form.' },
              code: { required: true, type: () => String },
              password: { required: true, type: () => String, description: 'For a new account; whoever has one keeps theirs.' },
              name: { required: true, type: () => String, description: 'Of the person; for a new account.' },
            },
            AcceptClaims: {
              producerIds: { required: true, type: () => [String], description: "Those of the offered ones that are one's own." },
            },
            OfferDto: {
              id: { required: true, type: () => String },
              name: { required: true, type: () => String },
              provinceCode: { required: true, type: () => String },
              communeCode: { required: true, type: () => String, nullable: true },
            },
            OfferList: { items: { required: true, type: () => [t['./people/claim/claim.dto'].OfferDto] } },
            ClaimedDto: {
              accountId: { required: true, type: () => String },
              claimed: { required: true, type: () => [t['./people/claim/claim.dto'].OfferDto], description: "One's own from now on." },
              offered: {
                required: true,
                type: () => [t['./people/claim/claim.dto'].OfferDto],
                description: "Several have this number: `POST /api/v1/claims/accept` says which are one's own, within 30 minutes.",
              },
            },
          },
        ],
        [
          m15,
          {
            DeliveryQuery: { state: { required: false, enum: ['waiting', 'done', 'dead'] } },
            DeliveryNumber: { id: { required: true, type: () => Number } },
            ReplayDeliveries: {
              deliveries: {
                required: false,
                type: () => [t['./sync/inbox/delivery.dto'].DeliveryNumber],
                description: 'These, whatever became of them; absent: all dead letters of the period.',
              },
              from: { required: false, type: () => String },
              until: { required: false, type: () => String },
            },
            DeliveryDto: {
              id: { required: true, type: () => Number },
              key: { required: true, type: () => String },
              state: { required: true, enum: ['waiting', 'done', 'dead'] },
              attempts: { required: true, type: () => Number },
              reason: { required: true, type: () => String, nullable: true, description: 'Why it has had no effect yet.' },
              receivedAt: { required: true, type: () => String },
              doneAt: { required: true, type: () => String, nullable: true },
            },
            ReplayedDto: { count: { required: true, type: () => Number, description: 'Deliveries that will have their effect again.' } },
          },
        ],
        [
          m61,
          {
            TemplateQuery: {
              sector: {
                required: true,
                description: 'One of the six sectors; `all` has every OCOP set.',
                default: 'all',
                enum: ['all', 'thuc-pham', 'do-uong', 'duoc-lieu', 'thu-cong-my-nghe', 'sinh-vat-canh', 'du-lich'],
              },
              form: { required: true, description: '`short`: only what must be there.', default: 'short', enum: ['short', 'full'] },
            },
          },
        ],
        [
          m16,
          {
            RunImport: {
              skipRefused: {
                required: false,
                type: () => Boolean,
                description: 'Take the good rows although others have errors. Without it an import with errors is not started.',
              },
            },
            ImportQuery: {},
            ImportProblemDto: {
              reason: { required: true, type: () => String, description: '`too-many-rows`, `damaged` \u2026' },
              detail: { required: true, type: () => String },
            },
            ImportProgressDto: {
              rowsTotal: {
                required: true,
                type: () => Number,
                nullable: true,
                description: 'null until the file has been read to its end once.',
              },
              rowsRead: { required: true, type: () => Number },
              percent: { required: true, type: () => Number },
              secondsLeft: {
                required: true,
                type: () => Number,
                nullable: true,
                description: 'Estimated; null when it is not known or nothing is under way.',
              },
            },
            ImportDto: {
              id: { required: true, type: () => String },
              producerId: { required: true, type: () => String },
              fileName: { required: true, type: () => String },
              fileType: { required: true, enum: ['xlsx', 'csv'] },
              state: {
                required: true,
                description:
                  'checking: reading, nothing is written; checked: waits for `run`; refused: the file cannot be read, see `problem`.',
                enum: ['failed', 'refused', 'done', 'checking', 'checked', 'running', 'cancelled'],
              },
              problem: { required: true, type: () => t['./catalog/exchange/import.dto'].ImportProblemDto, nullable: true },
              encoding: { required: true, type: () => String, nullable: true, description: 'How a CSV was read when it was not UTF-8.' },
              progress: { required: true, type: () => t['./catalog/exchange/import.dto'].ImportProgressDto },
              created: {
                required: true,
                type: () => Number,
                description: 'Rows that make a new product. While `checked`: what a run would do.',
              },
              changed: { required: true, type: () => Number },
              unchanged: { required: true, type: () => Number },
              refused: { required: true, type: () => Number },
              proposed: {
                required: true,
                type: () => Number,
                description: "Of an officer: prices that wait for the producer's word. The rest of their rows is taken over.",
              },
              errors: { required: true, type: () => Number },
              warnings: { required: true, type: () => Number },
              createdAt: { required: true, type: () => String },
              finishedAt: { required: true, type: () => String, nullable: true },
            },
            ImportPage: {
              items: { required: true, type: () => [t['./catalog/exchange/import.dto'].ImportDto] },
              next: { required: false, type: () => String, description: 'Cursor of the next page; absent on the last one.' },
            },
            ImportIssueDto: {
              cell: { required: true, type: () => String, description: 'As the spreadsheet names it: B17.' },
              row: { required: true, type: () => Number },
              columnVi: { required: true, type: () => String },
              severity: { required: true, enum: ['error', 'warning'] },
              messageVi: { required: true, type: () => String, description: 'What is wrong and what to do.' },
            },
            ImportIssueList: {
              items: {
                required: true,
                type: () => [t['./catalog/exchange/import.dto'].ImportIssueDto],
                description: 'The first of them, by row.',
              },
              errors: { required: true, type: () => Number },
              warnings: { required: true, type: () => Number },
            },
          },
        ],
        [
          m17,
          {
            ListQuery: {},
            ListRowQuery: {
              fate: { required: false, enum: ['matched', 'entered', 'known', 'no-product', 'no-producer', 'doubtful', 'faulty'] },
            },
            ListCountsDto: {
              matched: { required: true, type: () => Number, description: 'The certificate is new: `run` enters it.' },
              entered: { required: true, type: () => Number, description: 'By this list.' },
              known: { required: true, type: () => Number, description: 'The product has a certificate with that number.' },
              'no-product': { required: true, type: () => Number },
              'no-producer': { required: true, type: () => Number },
              doubtful: { required: true, type: () => Number, description: 'Several can be meant.' },
              faulty: { required: true, type: () => Number },
            },
            CertificateListDto: {
              id: { required: true, type: () => String },
              fileName: { required: true, type: () => String },
              state: { required: true, enum: ['failed', 'refused', 'done', 'checking', 'checked', 'running', 'stopped'] },
              problem: { required: true, type: () => t['./catalog/exchange/import.dto'].ImportProblemDto, nullable: true },
              rowsTotal: {
                required: true,
                type: () => Number,
                nullable: true,
                description: 'null until the file has been read to its end once.',
              },
              percent: { required: true, type: () => Number, description: 'Of the check or the run, whichever is under way.' },
              counts: { required: true, type: () => t['./catalog/certificate-list/list.dto'].ListCountsDto },
              createdAt: { required: true, type: () => String },
              finishedAt: { required: true, type: () => String, nullable: true },
            },
            CertificateListPage: {
              items: { required: true, type: () => [t['./catalog/certificate-list/list.dto'].CertificateListDto] },
              next: { required: false, type: () => String, description: 'Cursor of the next page; absent on the last one.' },
            },
            CertificateListRowDto: {
              row: { required: true, type: () => Number, description: 'As the spreadsheet counts it.' },
              fate: { required: true, enum: ['matched', 'entered', 'known', 'no-product', 'no-producer', 'doubtful', 'faulty'] },
              messageVi: { required: true, type: () => String, description: 'Why, and what to do; empty when there is nothing to say.' },
              maker: {
                required: true,
                type: () => String,
                description: 'As it was sent, like the following ones; empty when the cell is.',
              },
              commune: { required: true, type: () => String },
              product: { required: true, type: () => String },
              stars: { required: true, type: () => String },
              number: { required: true, type: () => String },
              producerId: { required: true, type: () => String, nullable: true },
              productId: { required: true, type: () => String, nullable: true },
            },
            CertificateListRowPage: {
              items: { required: true, type: () => [t['./catalog/certificate-list/list.dto'].CertificateListRowDto] },
              next: { required: false, type: () => String, description: 'Cursor of the next page; absent on the last one.' },
            },
          },
        ],
        [
          m18,
          {
            SubmitDocument: {
              id: { required: false, type: () => String, description: 'Made by the client. Absent: made here.' },
              state: { required: false, description: 'A draft waits for nobody until it is submitted.', enum: ['draft', 'submitted'] },
            },
            ReplaceDocument: {
              version: { required: true, type: () => Number, description: 'Version that the change starts from.' },
              state: { required: false, enum: ['draft', 'submitted'] },
            },
            VerifyPaper: {
              version: {
                required: true,
                type: () => Number,
                description: 'Version that was looked at: a paper that was changed meanwhile is to be looked at again.',
              },
            },
            RejectPaper: { reason: { required: true, type: () => String, description: 'What is wrong and what to do, for the screen.' } },
            DocumentQuery: {
              type: {
                required: false,
                enum: [
                  'business-registration',
                  'food-safety-certificate',
                  'food-safety-commitment',
                  'quality-system',
                  'self-declaration',
                  'product-registration',
                  'test-report',
                  'gap',
                  'organic',
                  'planting-area',
                  'liquor-production',
                  'liquor-trade',
                  'cosmetic-notification',
                  'medicine-registration',
                  'quarantine',
                  'wildlife-origin',
                  'trademark',
                  'label-image',
                  'conformity',
                  'trace',
                ],
              },
              state: { required: false, enum: ['draft', 'submitted', 'verified', 'rejected', 'revoked'] },
              productId: { required: false, type: () => String },
              endsBefore: { required: false, type: () => String, description: 'Only those whose last day comes before this one.' },
            },
            PaperFileDto: {
              sha256: { required: true, type: () => String, description: 'Of the bytes, hex.' },
              type: { required: true, enum: ['pdf', 'jpeg', 'png', 'webp', 'heic'] },
              bytes: { required: true, type: () => Number },
              pages: { required: true, type: () => Number, nullable: true },
            },
            PaperWarningDto: {
              code: {
                required: true,
                enum: [
                  'number-unusual',
                  'end-unusual',
                  'end-missing',
                  'ended',
                  'authority-unusual',
                  'points-unusual',
                  'sheet-code-unusual',
                  'file-missing',
                ],
              },
              field: { required: true, type: () => String },
              messageVi: { required: true, type: () => String },
            },
            DocumentDto: {
              id: { required: true, type: () => String },
              producerId: { required: true, type: () => String },
              productId: { required: true, type: () => String, nullable: true },
              type: {
                required: true,
                enum: [
                  'business-registration',
                  'food-safety-certificate',
                  'food-safety-commitment',
                  'quality-system',
                  'self-declaration',
                  'product-registration',
                  'test-report',
                  'gap',
                  'organic',
                  'planting-area',
                  'liquor-production',
                  'liquor-trade',
                  'cosmetic-notification',
                  'medicine-registration',
                  'quarantine',
                  'wildlife-origin',
                  'trademark',
                  'label-image',
                  'conformity',
                  'trace',
                ],
              },
              typeVi: { required: true, type: () => String },
              scope: { required: true, enum: ['producer', 'facility', 'product', 'batch'] },
              scopeName: { required: true, type: () => String },
              number: { required: true, type: () => String },
              issuer: { required: true, type: () => String },
              issuedOn: { required: true, type: () => String },
              expiresOn: { required: true, type: () => String, nullable: true },
              state: { required: true, enum: ['draft', 'submitted', 'verified', 'rejected', 'revoked'] },
              counts: { required: true, type: () => Boolean, description: 'Whether it counts today: verified and within its period.' },
              decidedBy: { required: true, type: () => String, nullable: true, description: 'Account of the person who decided.' },
              decidedByName: { required: true, type: () => String, nullable: true },
              decidedAt: { required: true, type: () => String, nullable: true },
              reasonVi: { required: true, type: () => String, description: 'Why it was rejected or revoked.' },
              file: { required: true, type: () => t['./catalog/document/document.dto'].PaperFileDto, nullable: true },
              warnings: { required: true, type: () => [t['./catalog/document/document.dto'].PaperWarningDto] },
              version: { required: true, type: () => Number },
              isDemonstration: { required: true, type: () => Boolean },
              createdAt: { required: true, type: () => String },
            },
          },
        ],
        [
          m19,
          {
            SubmitCertificate: { id: { required: false, type: () => String, description: 'Made by the client. Absent: made here.' } },
            ReplaceCertificate: { version: { required: true, type: () => Number, description: 'Version that the change starts from.' } },
            DecideCertificate: {
              version: {
                required: false,
                type: () => Number,
                description:
                  'Version that was looked at: a certificate that was changed meanwhile is to be looked at again. Absent: whatever it is now.',
              },
            },
            RefuseCertificate: {
              reason: { required: true, type: () => String, description: 'What is wrong and what to do, for the screen.' },
            },
            RevokeCertificate: {
              ground: {
                required: true,
                enum: ['other', 'false-dossier', 'criteria-no-longer-met', 'law-violation', 'mark-misuse', 'production-stopped'],
              },
              revokedOn: { required: false, type: () => String, description: 'First day on which it is good no more. Absent: today.' },
            },
            FileRenewal: {
              filedOn: {
                required: false,
                type: () => String,
                nullable: true,
                description: 'Day on which the dossier of the renewal was complete; null: there is none, or it was turned down.',
              },
            },
            CertificateDto: {
              id: { required: true, type: () => String },
              stars: { required: true, type: () => Number },
              number: { required: true, type: () => String },
              certificateNumber: { required: true, type: () => String, nullable: true },
              authority: { required: true, nullable: true, enum: ['province', 'district', 'ministry-mard', 'ministry-mae'] },
              issuedBy: { required: true, type: () => String },
              issuedOn: { required: true, type: () => String },
              expiresOn: { required: true, type: () => String },
              lastDay: { required: true, type: () => String, description: 'Last day as things stand: a filed renewal lets it run on.' },
              ocopSheetCode: { required: true, type: () => String, nullable: true },
              points: { required: true, type: () => Number, nullable: true },
              state: { required: true, enum: ['refused', 'submitted', 'verified', 'revoked'] },
              phase: {
                required: true,
                description: 'Where it stands today.',
                enum: ['refused', 'expired', 'submitted', 'revoked', 'not-yet', 'certified', 'renewal-open', 'renewal-late', 'extended'],
              },
              verifiedBy: { required: true, type: () => String, nullable: true, description: 'Account of the person who decided.' },
              verifiedByName: { required: true, type: () => String, nullable: true },
              verifiedAt: { required: true, type: () => String, nullable: true },
              reasonVi: { required: true, type: () => String, description: 'Why it was refused or revoked.' },
              revocationGround: {
                required: true,
                nullable: true,
                enum: ['other', 'false-dossier', 'criteria-no-longer-met', 'law-violation', 'mark-misuse', 'production-stopped'],
              },
              revokedOn: { required: true, type: () => String, nullable: true },
              renewalFiledOn: { required: true, type: () => String, nullable: true },
              file: { required: true, type: () => t['./catalog/document/document.dto'].PaperFileDto, nullable: true },
              warnings: { required: true, type: () => [t['./catalog/document/document.dto'].PaperWarningDto] },
              version: { required: true, type: () => Number },
              isDemonstration: { required: true, type: () => Boolean },
            },
            CertificateList: {
              items: { required: true, type: () => [t['./catalog/document/certificate.dto'].CertificateDto], description: 'Newest first.' },
            },
          },
        ],
        [
          m54,
          {
            EvidenceDto: {
              consentId: { required: true, type: () => String },
              sha256: { required: true, type: () => String, description: 'Of the photo, as it was announced.' },
              receivedAt: { required: true, type: () => String },
            },
          },
        ],
        [
          m20,
          {
            ReminderDto: {
              id: { required: true, type: () => String },
              kind: {
                required: true,
                description: 'end: the paper ends; renewal: the time to file the renewal of a certificate.',
                enum: ['end', 'renewal'],
              },
              daysBefore: { required: true, type: () => Number, description: 'It was due so many days before the end.' },
              productId: { required: true, type: () => String, nullable: true },
              certificateId: { required: true, type: () => String, nullable: true },
              documentId: { required: true, type: () => String, nullable: true },
              endsOn: { required: true, type: () => String, description: 'Last day of the paper.' },
              messageVi: { required: true, type: () => String, description: 'What to do, and by when.' },
            },
            ReminderList: {
              items: {
                required: true,
                type: () => [t['./catalog/document/reminder.dto'].ReminderDto],
                description: 'The soonest end first, 500 at most.',
              },
            },
          },
        ],
        [
          m62,
          {
            WorkListQuery: { state: { required: true, default: 'submitted', enum: ['submitted', 'verified', 'rejected', 'revoked'] } },
            WorkItemDto: {
              kind: { required: true, enum: ['document', 'certificate'] },
              id: { required: true, type: () => String },
              producerId: { required: true, type: () => String },
              producerName: { required: true, type: () => String },
              productId: { required: true, type: () => String, nullable: true },
              productName: { required: true, type: () => String, nullable: true },
              typeVi: { required: true, type: () => String, description: 'Kind of paper, for the screen.' },
              number: { required: true, type: () => String },
              issuedOn: { required: true, type: () => String },
              expiresOn: { required: true, type: () => String, nullable: true },
              state: { required: true, enum: ['submitted', 'verified', 'rejected', 'revoked'] },
              hasFile: { required: true, type: () => Boolean },
              version: { required: true, type: () => Number, description: 'To be named when it is decided.' },
              createdAt: { required: true, type: () => String },
            },
          },
        ],
        [
          m21,
          {
            ProductDuplicateDto: {
              id: { required: true, type: () => String, description: 'Of the other product.' },
              name: { required: true, type: () => String },
              producerName: { required: true, type: () => String },
              communeCode: { required: true, type: () => String, nullable: true },
              communeVi: {
                required: true,
                type: () => String,
                description: "'X\u00E3 Ba Ch\u1EBD'; empty when the product has no commune.",
              },
              isOwn: { required: true, type: () => Boolean, description: "The same producer's." },
              certainty: { required: true, enum: ['certain', 'likely', 'very-likely'] },
              score: { required: true, type: () => Number, description: '0 to 100.' },
              reasons: {
                required: true,
                type: () => [Object],
                enum: ['same-gtin', 'same-name-and-certificate', 'same-name', 'similar-name', 'same-photo-similar-name', 'same-photo'],
                isArray: true,
              },
              reasonsVi: { required: true, type: () => [String] },
              state: {
                required: true,
                description: 'distinct: somebody has said for this product that they are two.',
                enum: ['open', 'distinct'],
              },
            },
            ProductDuplicateList: {
              items: {
                required: true,
                type: () => [t['./catalog/duplicate/duplicate.dto'].ProductDuplicateDto],
                description: 'The surest first; at most 20.',
              },
            },
          },
        ],
        [
          m56,
          {
            DefineAttribute: {
              id: { required: false, type: () => String, description: 'Made by the client. Absent: made here.' },
              code: { required: true, type: () => String },
              sets: { required: true, type: () => [Number], description: 'Numbers of the OCOP sets whose products have it.' },
              kind: { required: true, enum: ['number', 'text', 'choice', 'flag', 'day'] },
              level: { required: true, enum: ['required', 'conditional', 'recommended', 'optional'] },
              labelVi: { required: true, type: () => String },
              helpVi: { required: false, type: () => String },
              unitVi: { required: false, type: () => String, description: 'g, ml, % \u2026' },
              choices: { required: false, type: () => [String], description: 'For kind `choice`, and only for it.' },
              maxChars: { required: false, type: () => Number },
              onLabel: {
                required: false,
                type: () => Boolean,
                description: 'Whether its value is published as part of the label. Absent: yes.',
              },
              source: { required: true, type: () => String, description: 'Law or technical source.' },
              effectiveFrom: { required: true, type: () => String, description: 'First day.' },
              effectiveTo: { required: false, type: () => String, description: 'Last day. Absent: no end.' },
            },
            ChangeAttribute: {
              effectiveFrom: {
                required: true,
                type: () => String,
                description: 'First day of the changed definition, today or later; what was valid before stays known.',
              },
              sets: { required: false, type: () => [Number] },
              level: { required: false, enum: ['required', 'conditional', 'recommended', 'optional'] },
              labelVi: { required: false, type: () => String },
              helpVi: { required: false, type: () => String },
              unitVi: { required: false, type: () => String },
              choices: { required: false, type: () => [String] },
              maxChars: { required: false, type: () => Number },
              onLabel: { required: false, type: () => Boolean },
              source: { required: false, type: () => String },
            },
            EndAttribute: {
              effectiveTo: {
                required: true,
                type: () => String,
                description: 'Last day on which it is asked, today or later. Stored values stay.',
              },
            },
            AttributeQuery: {
              set: { required: false, type: () => Number, description: 'Only definitions of this OCOP set.' },
              day: { required: false, type: () => String, description: 'Only definitions valid on this day (Vietnam).' },
            },
            AttributeDefinitionDto: {
              id: { required: true, type: () => String },
              code: { required: true, type: () => String },
              sets: { required: true, type: () => [Number] },
              kind: { required: true, enum: ['number', 'text', 'choice', 'flag', 'day'] },
              level: { required: true, enum: ['required', 'conditional', 'recommended', 'optional'] },
              labelVi: { required: true, type: () => String },
              helpVi: { required: true, type: () => String },
              unitVi: { required: true, type: () => String },
              choices: { required: true, type: () => [String] },
              maxChars: { required: true, type: () => Number },
              onLabel: { required: true, type: () => Boolean },
              source: { required: true, type: () => String },
              effectiveFrom: { required: true, type: () => String },
              effectiveTo: { required: true, type: () => String, nullable: true, description: 'Last day.' },
            },
          },
        ],
        [
          m22,
          {
            CreatePack: {
              id: {
                required: false,
                type: () => String,
                description: 'Made by the client, so that it can register without a signal. Absent: made here.',
              },
              sku: { required: false, type: () => String, description: 'Absent: made from the name.' },
              unit: { required: true, type: () => String, description: 'chai, h\u1ED9p, g\u00F3i, kg \u2026' },
              factor: { required: false, type: () => Number, description: 'How many pieces of the counted stock one pack takes.' },
              weightGrams: { required: true, type: () => Number },
              lengthCm: { required: true, type: () => Number },
              widthCm: { required: true, type: () => Number },
              heightCm: { required: true, type: () => Number },
              priceVnd: { required: true, type: () => Number },
              gtin: {
                required: false,
                type: () => String,
                nullable: true,
                description: 'Number of the bar code (GTIN-8, 12, 13 or 14); no other pack of the producer may have it.',
              },
            },
            ChangePack: {
              version: { required: true, type: () => Number, description: 'Version of the product that the change starts from.' },
              unit: { required: false, type: () => String },
              weightGrams: { required: false, type: () => Number },
              lengthCm: { required: false, type: () => Number },
              widthCm: { required: false, type: () => Number },
              heightCm: { required: false, type: () => Number },
              priceVnd: { required: false, type: () => Number },
              gtin: {
                required: false,
                type: () => String,
                nullable: true,
                description: 'Number of the bar code (GTIN-8, 12, 13 or 14); no other pack of the producer may have it.',
              },
            },
            SeasonRangeDto: {
              from: { required: true, type: () => String, description: 'First day, `MM-DD`.' },
              to: { required: true, type: () => String, description: 'Last day, `MM-DD`.' },
            },
            CreateProduct: {
              id: {
                required: false,
                type: () => String,
                description: 'Made by the client, so that it can register without a signal. Absent: made here.',
              },
              name: { required: true, type: () => String },
              description: { required: false, type: () => String },
              ocopSet: {
                required: true,
                type: () => Number,
                description: 'Number of the OCOP product set, see `GET /reference/ocop-sets`.',
              },
              communeCode: {
                required: false,
                type: () => String,
                nullable: true,
                description: 'Where it is made; code of 2025. Left out, where the producer is.',
              },
              shelfLifeDays: { required: false, type: () => Number, nullable: true },
              season: {
                required: false,
                type: () => [t['./catalog/product/product.dto'].SeasonRangeDto],
                description: 'When it is sold; empty: all year. Outside it no platform sells it.',
              },
              storageClass: { required: false, enum: ['frozen', 'ambient', 'cool', 'live', 'not-shippable'] },
              minDaysLeftAtDispatch: {
                required: false,
                type: () => Number,
                description: 'Good days that the buyer is promised when the parcel leaves: a lot with fewer left is not sold.',
              },
              traceUrl: {
                required: false,
                type: () => String,
                nullable: true,
                description: 'Where its traceability is shown: https, never fetched.',
              },
              attributes: {
                required: false,
                type: 'object',
                additionalProperties: true,
                description: 'By code, see `GET /attribute-definitions`.',
              },
              packs: { required: true, type: () => [t['./catalog/product/product.dto'].CreatePack] },
            },
            ChangeProduct: {
              version: {
                required: true,
                type: () => Number,
                description: 'Version that the change starts from; another one answers 409 with the current state.',
              },
              name: { required: false, type: () => String },
              description: { required: false, type: () => String },
              ocopSet: { required: false, type: () => Number },
              communeCode: { required: false, type: () => String, nullable: true },
              shelfLifeDays: { required: false, type: () => Number, nullable: true },
              season: {
                required: false,
                type: () => [t['./catalog/product/product.dto'].SeasonRangeDto],
                description: 'When it is sold; empty: all year. Outside it no platform sells it.',
              },
              storageClass: { required: false, enum: ['frozen', 'ambient', 'cool', 'live', 'not-shippable'] },
              minDaysLeftAtDispatch: {
                required: false,
                type: () => Number,
                description: 'Good days that the buyer is promised when the parcel leaves: a lot with fewer left is not sold.',
              },
              traceUrl: {
                required: false,
                type: () => String,
                nullable: true,
                description: 'Where its traceability is shown: https, never fetched.',
              },
              attributes: {
                required: false,
                type: 'object',
                additionalProperties: true,
                description: 'By code; those not named stay, null removes one.',
              },
            },
            SetPhotos: {
              version: {
                required: false,
                type: () => Number,
                description: 'Version that the order starts from; another one answers 409 with the current state. Absent: whatever it is.',
              },
              photoIds: { required: true, type: () => [String], description: 'In order; the first is the cover.' },
            },
            ProductQuery: {
              q: { required: false, type: () => String, description: 'Words of the name in any order, with or without marks; or a SKU.' },
            },
            PackDto: {
              id: { required: true, type: () => String },
              sku: { required: true, type: () => String },
              unit: { required: true, type: () => String },
              factor: { required: true, type: () => Number },
              weightGrams: { required: true, type: () => Number },
              lengthCm: { required: true, type: () => Number },
              widthCm: { required: true, type: () => Number },
              heightCm: { required: true, type: () => Number },
              priceVnd: { required: true, type: () => Number },
              gtin: { required: true, type: () => String, nullable: true, description: 'Number of its bar code.' },
            },
            ProductDto: {
              id: { required: true, type: () => String },
              producerId: { required: true, type: () => String },
              name: { required: true, type: () => String },
              description: { required: true, type: () => String },
              ocopSet: { required: true, type: () => Number },
              communeCode: { required: true, type: () => String, nullable: true },
              shelfLifeDays: { required: true, type: () => Number, nullable: true },
              season: { required: true, type: () => [t['./catalog/product/product.dto'].SeasonRangeDto] },
              storageClass: { required: true, enum: ['frozen', 'ambient', 'cool', 'live', 'not-shippable'] },
              minDaysLeftAtDispatch: { required: true, type: () => Number },
              traceUrl: { required: true, type: () => String, nullable: true },
              attributes: {
                required: true,
                type: 'object',
                additionalProperties: true,
                description: 'By code, see `GET /attribute-definitions`.',
              },
              version: { required: true, type: () => Number },
              isDemonstration: { required: true, type: () => Boolean },
              packs: { required: true, type: () => [t['./catalog/product/product.dto'].PackDto] },
              photoIds: { required: true, type: () => [String], description: 'In order; the first is the cover.' },
              createdAt: { required: true, type: () => String },
              updatedAt: { required: true, type: () => String },
            },
            SavedProductDto: {
              possibleDuplicates: {
                required: false,
                type: () => [t['./catalog/duplicate/duplicate.dto'].ProductDuplicateDto],
                description: 'Other products that may be the same one; absent when there are none. See `GET \u2026/duplicates`.',
              },
              proposal: {
                required: false,
                type: () => t['./people/proposal/proposal.dto'].ProposalDto,
                description: "What was not done and waits for the producer's word: the price, when an officer changes it.",
              },
            },
            ProductPage: {
              items: { required: true, type: () => [t['./catalog/product/product.dto'].ProductDto] },
              next: { required: false, type: () => String, description: 'Cursor of the next page; absent on the last one.' },
              asOf: {
                required: false,
                type: () => String,
                description: 'What to ask `changedSince` with the next time; absent with `q`, and while there is no product.',
              },
              total: {
                required: false,
                type: () => Number,
                description: 'With `q`, on the first page: how many there are. 1,001 stands for "more than 1,000".',
              },
              isFuzzy: {
                required: false,
                type: () => Boolean,
                description: 'With `q`: nothing has these words, and these names are the most similar.',
              },
            },
          },
        ],
        [
          m23,
          {
            CheckRequest: {
              kind: {
                required: true,
                enum: [
                  'bank-account',
                  'phone',
                  'personal-number',
                  'planting-area',
                  'historic-id-card',
                  'tax-code',
                  'legacy-tax-code',
                  'registration-number',
                  'bank',
                  'holder-name',
                  'vietqr',
                  'gtin',
                  'label-date',
                  'sheet-code',
                  'decision-number',
                ],
              },
              value: { required: true, type: () => String, description: 'As it was typed. Not stored and not logged.' },
              producerKind: {
                required: false,
                description: 'Whose number it is: organisations and households have different tax codes.',
                enum: [
                  'cooperative',
                  'cooperative-group',
                  'household',
                  'household-business',
                  'farm',
                  'company',
                  'tourism-organisation',
                  'other',
                ],
              },
              birthYear: { required: false, type: () => Number, description: 'To compare with a personal number.' },
              ownerName: { required: false, type: () => String, description: 'To compare with the holder of a bank account.' },
            },
            FindingDto: {
              level: { required: true, enum: ['error', 'warning'] },
              code: { required: true, type: () => String, description: 'Stable, for programs.' },
              messageVi: { required: true, type: () => String },
            },
            CheckDto: {
              kind: {
                required: true,
                enum: [
                  'bank-account',
                  'phone',
                  'personal-number',
                  'planting-area',
                  'historic-id-card',
                  'tax-code',
                  'legacy-tax-code',
                  'registration-number',
                  'bank',
                  'holder-name',
                  'vietqr',
                  'gtin',
                  'label-date',
                  'sheet-code',
                  'decision-number',
                ],
              },
              isValid: {
                required: true,
                type: () => Boolean,
                description: 'False when there is an error. A warning alone is no obstacle.',
              },
              value: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'The form in which it is stored; null when it is not valid.',
              },
              shown: { required: true, type: () => String, nullable: true, description: 'As people read it; null when that is the same.' },
              findings: { required: true, type: () => [t['./catalog/identifier/check.dto'].FindingDto] },
            },
          },
        ],
        [
          m24,
          {
            PackPriceDto: { packId: { required: true, type: () => String }, priceVnd: { required: true, type: () => Number } },
            SetOverride: {
              version: {
                required: true,
                type: () => Number,
                description: 'Version of the product that the change starts from; another one answers 409 with the current state.',
              },
              title: { required: false, type: () => String, nullable: true },
              description: { required: false, type: () => String, nullable: true },
              shareWeight: {
                required: false,
                type: () => Number,
                nullable: true,
                description:
                  "The platform's part of the stock beside the weights of the others, which are 1 unless said otherwise; 0: it gets nothing.",
              },
              prices: {
                required: false,
                type: () => [t['./catalog/override/override.dto'].PackPriceDto],
                description: 'A pack that is not named keeps its own price.',
              },
            },
            ClearOverride: {
              version: {
                required: true,
                type: () => Number,
                description: 'Version of the product that the change starts from; another one answers 409 with the current state.',
              },
            },
            OverrideDto: {
              platform: { required: true, type: () => String },
              version: { required: true, type: () => Number, description: 'Of the product.' },
              title: { required: true, type: () => String, nullable: true, description: 'null, here and below: as the product says.' },
              description: { required: true, type: () => String, nullable: true },
              shareWeight: { required: true, type: () => Number, nullable: true },
              prices: { required: true, type: () => [t['./catalog/override/override.dto'].PackPriceDto] },
            },
          },
        ],
        [
          m25,
          {
            PhotoHintDto: {
              code: { required: true, enum: ['too-dark', 'too-bright', 'blurred', 'too-small', 'empty-frame', 'near-duplicate'] },
              messageVi: { required: true, type: () => String },
              value: { required: true, type: () => Number, description: 'As measured, in the unit of `limit`.' },
              limit: { required: true, type: () => Number },
            },
            PhotoDto: {
              id: { required: true, type: () => String },
              sha256: { required: true, type: () => String, description: 'Of the bytes as uploaded, hex.' },
              format: { required: true, type: () => String },
              bytes: { required: true, type: () => Number },
              width: { required: true, type: () => Number, description: 'Of the upright picture, as height is.' },
              height: { required: true, type: () => Number },
              createdAt: { required: true, type: () => String },
              hints: {
                required: true,
                type: () => [t['./catalog/photo/photo.dto'].PhotoHintDto],
                description: 'What could be better; nothing here keeps the photo from being used.',
              },
              nearPhotoIds: {
                required: true,
                type: () => [String],
                description: "The producer's photos that look nearly the same, nearest first.",
              },
            },
          },
        ],
        [
          m26,
          {
            GroundDto: {
              code: { required: true, type: () => String },
              version: { required: true, type: () => Number },
              source: { required: true, type: () => String },
            },
            GapDto: {
              code: { required: true, type: () => String, description: 'Stable; texts may change.' },
              field: {
                required: true,
                type: () => String,
                description: 'Field of the product that is meant: `name`, `attributes.ingredients`, `documents.test-report`.',
              },
              messageVi: { required: true, type: () => String },
              who: { required: true, type: () => String, description: 'Who can close it.' },
              cost: { required: true, type: () => Number, description: 'For ordering: less is cheaper.' },
              pausesLive: {
                required: true,
                type: () => Boolean,
                description: 'Whether a listing that is live already is taken off the shelves for it.',
              },
              rule: {
                required: true,
                type: () => t['./catalog/readiness/readiness.dto'].GroundDto,
                nullable: true,
                description: "null: it rests on the platform's description or on the form itself.",
              },
            },
            PlatformReadinessDto: {
              platformCode: { required: true, type: () => String },
              isReady: { required: true, type: () => Boolean },
              pausesLive: { required: true, type: () => Boolean },
              percent: { required: true, type: () => Number },
              gaps: { required: true, type: () => [t['./catalog/readiness/readiness.dto'].GapDto], description: 'Cheapest first.' },
              advice: {
                required: true,
                type: () => [t['./catalog/readiness/readiness.dto'].GapDto],
                description: 'What would be good to have, and what to keep to when selling.',
              },
              goodUntil: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'First day on which the verdict may change by the calendar alone.',
              },
            },
            ReadinessList: { items: { required: true, type: () => [t['./catalog/readiness/readiness.dto'].PlatformReadinessDto] } },
          },
        ],
        [
          m27,
          {
            OcopSetDto: {
              number: { required: true, type: () => Number },
              slug: { required: true, type: () => String },
              sectorVi: { required: true, type: () => String },
              groupVi: { required: true, type: () => String },
              nameVi: { required: true, type: () => String },
              needsShelfLife: { required: true, type: () => Boolean },
              notByPostVi: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'Why products of this set cannot be sold by post; null when they can.',
              },
            },
            OcopSetList: {
              source: { required: true, type: () => String },
              items: { required: true, type: () => [t['./catalog/reference/reference.dto'].OcopSetDto] },
            },
            ProvinceDto: {
              code: { required: true, type: () => String },
              name: { required: true, type: () => String },
              kind: { required: true, type: () => String },
              fullName: { required: true, type: () => String },
            },
            ProvinceList: { items: { required: true, type: () => [t['./catalog/reference/reference.dto'].ProvinceDto] } },
            CommuneDto: {
              code: { required: true, type: () => String },
              provinceCode: { required: true, type: () => String },
              name: { required: true, type: () => String },
              kind: { required: true, type: () => String },
              fullName: { required: true, type: () => String },
            },
            CommuneList: { items: { required: true, type: () => [t['./catalog/reference/reference.dto'].CommuneDto] } },
          },
        ],
        [
          m28,
          {
            OldPlaceQuery: {
              q: { required: true, type: () => String, description: 'Part of the old names, with or without marks.' },
              province: { required: false, type: () => String, description: 'Code of one of the 63 provinces of before July 2025.' },
            },
            OldPlaceDto: {
              code: { required: true, type: () => String, description: 'Of before July 2025; the same digits may be another place today.' },
              scheme: { required: true, type: () => String },
              provinceCode: { required: true, type: () => String },
              ward: { required: true, type: () => String },
              district: { required: true, type: () => String },
              province: { required: true, type: () => String },
            },
            OldPlaceList: { items: { required: true, type: () => [t['./catalog/reference/old-place.dto'].OldPlaceDto] } },
            SuccessorsDto: {
              place: { required: true, type: () => t['./catalog/reference/old-place.dto'].OldPlaceDto },
              outcome: {
                required: true,
                description: 'one: certain; confirm: one is known, ask for a yes; question: several, ask which.',
                enum: ['one', 'confirm', 'question', 'not-found'],
              },
              commune: {
                required: true,
                type: () => t['./catalog/reference/reference.dto'].CommuneDto,
                nullable: true,
                description: 'Only with `one`.',
              },
              questionVi: { required: true, type: () => String, nullable: true, description: 'What to ask; null with `one`.' },
              choices: {
                required: true,
                type: () => [t['./catalog/reference/reference.dto'].CommuneDto],
                description: 'Communes of today to choose from.',
              },
            },
            ResolveOldPlaces: {
              lines: {
                required: true,
                type: () => [String],
                description:
                  "One address a line: 'x\u00E3 Xu\u00E2n Ph\u01B0\u1EDBc, huy\u1EC7n \u0110\u1ED3ng Xu\u00E2n, t\u1EC9nh Ph\u00FA Y\u00EAn'.",
                minItems: 1,
                minLength: 1,
              },
            },
            ResolvedLineDto: {
              line: { required: true, type: () => String },
              outcome: { required: true, enum: ['one', 'confirm', 'question', 'not-found'] },
              place: {
                required: true,
                type: () => t['./catalog/reference/old-place.dto'].OldPlaceDto,
                nullable: true,
                description: 'The old place that was meant; null when there is none or more than one.',
              },
              commune: { required: true, type: () => t['./catalog/reference/reference.dto'].CommuneDto, nullable: true },
              questionVi: { required: true, type: () => String, nullable: true },
              choices: { required: true, type: () => [t['./catalog/reference/reference.dto'].CommuneDto] },
              candidates: {
                required: true,
                type: () => [t['./catalog/reference/old-place.dto'].OldPlaceDto],
                description: 'Old places that may have been meant: several of one name, or the nearest names.',
              },
            },
            ResolvedLines: { items: { required: true, type: () => [t['./catalog/reference/old-place.dto'].ResolvedLineDto] } },
            OldProvinceDto: { code: { required: true, type: () => String }, name: { required: true, type: () => String } },
            HistoricRegionDto: {
              items: {
                required: true,
                type: () => [t['./catalog/reference/old-place.dto'].OldProvinceDto],
                description: 'Provinces of before July 2025 that the commune was made of.',
              },
            },
          },
        ],
        [
          m29,
          {
            PhotoOverride: {
              maxBytes: { required: false, type: () => Number },
              minEdgePx: { required: false, type: () => Number },
              maxEdgePx: { required: false, type: () => Number },
              minCount: { required: false, type: () => Number },
              maxCount: { required: false, type: () => Number },
            },
            TextOverride: {
              titleMaxBytes: { required: false, type: () => Number },
              titleMaxChars: { required: false, type: () => Number },
              descriptionMinChars: { required: false, type: () => Number },
              descriptionMaxChars: { required: false, type: () => Number },
            },
            CategoryOverride: {
              set: { required: true, type: () => Number },
              code: { required: false, type: () => String, nullable: true, description: "The platform's code; null: not sold there." },
            },
            CreatePlatformRule: {
              id: { required: false, type: () => String },
              platform: { required: true, type: () => String },
              photoRule: { required: false, type: () => t['./catalog/rule/platform-rule.dto'].PhotoOverride },
              textRule: { required: false, type: () => t['./catalog/rule/platform-rule.dto'].TextOverride },
              ocopCertificate: {
                required: false,
                type: () => Boolean,
                description: 'Whether the platform asks for a valid OCOP certificate.',
              },
              ageGate: { required: false, type: () => Boolean, description: 'Whether buyers are asked their age before they see alcohol.' },
              categories: { required: false, type: () => [t['./catalog/rule/platform-rule.dto'].CategoryOverride] },
              noteVi: { required: true, type: () => String, description: 'Who says so, where.' },
              effectiveFrom: { required: true, type: () => String },
              effectiveTo: { required: false, type: () => String, nullable: true, description: 'Last day.' },
            },
            PlatformRuleQuery: { platform: { required: false, type: () => String } },
            PlatformRuleDto: {
              id: { required: true, type: () => String },
              platform: { required: true, type: () => String },
              version: { required: true, type: () => Number },
              origin: { required: true, type: () => String },
              content: {
                required: true,
                type: 'object',
                additionalProperties: true,
                description: 'adapter: all that the platform demands; operator: only what is laid over it.',
              },
              noteVi: { required: true, type: () => String },
              effectiveFrom: { required: true, type: () => String },
              effectiveTo: { required: true, type: () => String, nullable: true },
              revision: { required: true, type: () => Number, description: 'Revision that brought this version.' },
              createdAt: { required: true, type: () => String },
            },
          },
        ],
        [
          m30,
          {
            ConditionTestDto: {
              of: { required: true, enum: ['producer', 'attribute', 'platform'] },
              name: {
                required: true,
                type: () => String,
                description: 'attribute: its code; producer: kind; platform: by-post, age-gate or asks-ocop-certificate.',
              },
              test: { required: true, enum: ['is-true', 'is-false', 'one-of', 'none-of', 'at-least', 'below'] },
              values: { required: false, type: () => [String], description: 'For one-of and none-of.' },
            },
            CreateRule: {
              id: { required: false, type: () => String },
              code: { required: true, type: () => String },
              topic: {
                required: true,
                enum: [
                  'business-registration',
                  'self-declaration',
                  'product-registration',
                  'test-report',
                  'certificate',
                  'food-safety',
                  'label',
                  'shelf-life',
                  'special-licence',
                  'alcohol',
                ],
              },
              asks: { required: true, enum: ['document', 'certificate', 'platform', 'shelf-life', 'block', 'order'] },
              asked: {
                required: true,
                type: () => [String],
                description:
                  'document: the papers of which one is enough; platform: age-gate; order: how it may be sold. Empty for the others.',
              },
              sets: { required: true, type: () => [Number], description: 'Numbers of the OCOP sets.' },
              level: { required: true, enum: ['required', 'conditional', 'recommended', 'star'] },
              condition: {
                required: true,
                type: () => [t['./catalog/rule/rule.dto'].ConditionTestDto],
                description: 'Tests that must all hold; empty: it always applies.',
              },
              textVi: { required: true, type: () => String },
              noteVi: { required: false, type: () => String },
              source: { required: true, type: () => String, description: 'The legal text.' },
              effectiveFrom: { required: true, type: () => String },
              effectiveTo: { required: false, type: () => String, nullable: true, description: 'Last day.' },
            },
            EndRule: { lastDay: { required: true, type: () => String, description: 'Last day on which it counts.' } },
            SuspendRule: {
              from: { required: true, type: () => String, description: 'First day on which it does not count.' },
              by: { required: true, type: () => String, description: 'The legal text that suspends it.' },
            },
            RuleQuery: {
              set: { required: false, type: () => Number },
              day: { required: false, type: () => String, description: 'The day that `state` is about; absent: today.' },
              state: { required: false, enum: ['ended', 'in-force', 'coming', 'suspended'] },
            },
            RuleDto: {
              id: { required: true, type: () => String },
              code: { required: true, type: () => String },
              version: { required: true, type: () => Number },
              topic: { required: true, type: () => String },
              asks: { required: true, type: () => String },
              asked: { required: true, type: () => [String] },
              sets: { required: true, type: () => [Number] },
              level: { required: true, type: () => String },
              condition: { required: true, type: () => [t['./catalog/rule/rule.dto'].ConditionTestDto] },
              textVi: { required: true, type: () => String },
              noteVi: { required: true, type: () => String },
              source: { required: true, type: () => String },
              effectiveFrom: { required: true, type: () => String },
              effectiveTo: { required: true, type: () => String, nullable: true },
              suspendedFrom: { required: true, type: () => String, nullable: true },
              suspendedBy: { required: true, type: () => String, nullable: true },
              state: { required: true, type: () => String, description: 'On the day asked for.' },
              revision: { required: true, type: () => Number, description: 'Revision that brought this version.' },
              createdAt: { required: true, type: () => String },
            },
          },
        ],
        [
          m57,
          {
            UploadDto: {
              id: { required: true, type: () => String },
              purpose: { required: true, enum: ['document', 'photo'] },
              bytes: { required: true, type: () => Number, description: 'Of the whole file.' },
              receivedBytes: { required: true, type: () => Number },
              missingBytes: { required: true, type: () => Number },
              state: { required: true, enum: ['refused', 'open', 'done'] },
              photoId: { required: true, type: () => String, nullable: true, description: 'Once a photo is complete and taken in.' },
              reasonVi: { required: true, type: () => String, nullable: true, description: 'Why it was refused.' },
              createdAt: { required: true, type: () => String },
              expiresAt: { required: true, type: () => String, description: 'Afterwards it is thrown away.' },
            },
          },
        ],
        [
          m58,
          {
            RestoreVersion: {
              version: {
                required: true,
                type: () => Number,
                description: 'Version that is current now; another one answers 409 with the current state.',
              },
            },
            VersionDto: {
              version: { required: true, type: () => Number },
              changedBy: { required: true, type: () => String, nullable: true, description: 'Who made it; null when it was the program.' },
              changedByName: { required: true, type: () => String, nullable: true },
              changedAt: { required: true, type: () => String },
            },
            VersionStateDto: {
              name: { required: true, type: () => String },
              description: { required: true, type: () => String },
              ocopSet: { required: true, type: () => Number },
              communeCode: { required: true, type: () => String, nullable: true },
              shelfLifeDays: { required: true, type: () => Number, nullable: true },
              season: { required: true, type: () => [t['./catalog/product/product.dto'].SeasonRangeDto] },
              storageClass: { required: true, enum: ['frozen', 'ambient', 'cool', 'live', 'not-shippable'] },
              minDaysLeftAtDispatch: { required: true, type: () => Number },
              traceUrl: { required: false, type: () => String, nullable: true },
              attributes: { required: true, type: 'object', additionalProperties: true },
              packs: { required: true, type: () => [t['./catalog/product/product.dto'].PackDto] },
              photoIds: { required: true, type: () => [String] },
              overrides: {
                required: false,
                type: 'object',
                additionalProperties: true,
                description: 'By platform: what it was told instead.',
              },
            },
            VersionDetailDto: { state: { required: true, type: () => Object } },
            FieldChangeDto: {
              pointer: { required: true, type: () => String, description: 'JSON pointer; a pack stands by its id.' },
              labelVi: { required: true, type: () => String },
              before: { required: true, type: () => Object, description: 'null: it was not there.' },
              after: { required: true, type: () => Object, description: 'null: it is not there any more.' },
            },
            VersionDiffDto: {
              from: { required: true, type: () => Number },
              to: { required: true, type: () => Number },
              changes: { required: true, type: () => [Object] },
            },
            NotRestoredDto: { pointer: { required: true, type: () => String }, messageVi: { required: true, type: () => String } },
            RestoredDto: {
              product: { required: true, type: () => t['./catalog/product/product.dto'].ProductDto },
              notRestored: { required: true, type: () => [Object], description: 'What could not come back, and why.' },
            },
          },
        ],
        [
          m31,
          {
            LiveDto: {
              platform: { required: true, type: () => String },
              products: { required: true, type: () => Number, description: 'Products with a listing that is live there.' },
            },
            CountsDto: {
              producers: { required: true, type: () => Number },
              products: { required: true, type: () => Number },
              withStars: {
                required: true,
                type: () => Number,
                description: 'Products with an OCOP certificate that is verified and in force today.',
              },
              withStarsLive: { required: true, type: () => Number, description: 'Of those with stars, live on at least one platform.' },
              live: { required: true, type: () => Number, description: 'Live on at least one platform.' },
              liveAt: {
                required: true,
                type: () => [t['./insight/coverage/coverage.dto'].LiveDto],
                description: 'By platform; a product counts at each at which it is live.',
              },
            },
            CommuneCoverageDto: {
              communeCode: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'Of the producer; null: none is written down.',
              },
              communeName: { required: true, type: () => String, nullable: true },
              isSmall: {
                required: true,
                type: () => Boolean,
                description: 'Fewer than five producers: not to be passed on, because everybody there knows who is meant.',
              },
              counts: {
                required: true,
                type: () => t['./insight/coverage/coverage.dto'].CountsDto,
                nullable: true,
                description: 'null of a small commune for everybody but the province itself.',
              },
            },
            CoverageDto: {
              provinceCode: { required: true, type: () => String },
              isDemonstration: {
                required: true,
                type: () => Boolean,
                description: 'Demonstration products or practice shops are in the figures.',
              },
              total: { required: true, type: () => t['./insight/coverage/coverage.dto'].CountsDto },
              communes: {
                required: true,
                type: () => [t['./insight/coverage/coverage.dto'].CommuneCoverageDto],
                description: 'By name; communes without a producer are left out.',
              },
            },
          },
        ],
        [
          m32,
          {
            OrderErasure: { requestId: { required: true, type: () => String, description: 'The request to delete that it answers.' } },
            ErasureDto: {
              id: { required: true, type: () => String },
              requestId: { required: true, type: () => String },
              producerId: { required: true, type: () => String, nullable: true },
              orderId: { required: true, type: () => String, nullable: true },
              accountId: { required: true, type: () => String, nullable: true },
              state: {
                required: true,
                description: 'kept: erased, but for what the law wants kept until `restOn`.',
                enum: ['done', 'taking-down', 'kept'],
              },
              waitsForVi: { required: true, type: () => [String], description: 'What has to happen before anything is erased.' },
              createdAt: { required: true, type: () => String },
              erasedAt: { required: true, type: () => String, nullable: true },
              restOn: { required: true, type: () => String, nullable: true },
              finishedAt: { required: true, type: () => String, nullable: true },
            },
            ErasureList: { items: { required: true, type: () => [t['./selling/erasure/erasure.dto'].ErasureDto] } },
            BuyerOrderDto: {
              orderId: { required: true, type: () => String },
              platform: { required: true, type: () => String },
              platformOrderId: { required: true, type: () => String },
              stage: { required: true, type: () => String },
              receiverName: { required: true, type: () => String },
              receiverPhone: { required: true, type: () => String },
              placedAt: { required: true, type: () => String },
            },
            BuyerOrderList: {
              items: {
                required: true,
                type: () => [t['./selling/erasure/erasure.dto'].BuyerOrderDto],
                description: 'The latest first, at most 100.',
              },
            },
          },
        ],
        [
          m63,
          {
            BuyerQuery: {
              phone: { required: false, type: () => String, description: 'The whole number, as the platform gave it.' },
              name: { required: false, type: () => String, description: 'The whole name.' },
            },
          },
        ],
        [
          m33,
          {
            BreachQuery: {
              from: { required: true, type: () => String },
              to: { required: true, type: () => String },
              accountId: { required: false, type: () => String, description: 'Whose account or whose token somebody else had.' },
              tokenId: { required: false, type: () => String, description: "A token: its owner's account is meant." },
              connectionId: { required: false, type: () => String, description: 'A shop whose credentials somebody else had.' },
            },
            BreachedProducerDto: {
              producerId: { required: true, type: () => String },
              name: { required: true, type: () => String },
              acts: { required: true, type: () => Number, description: 'Writes in the time.' },
              sensitiveReads: {
                required: true,
                type: () => Number,
                description: 'Looks at sealed numbers, and whole files that were taken away.',
              },
              archives: { required: true, type: () => Number, description: 'Archives with everything that were ordered.' },
              buyers: { required: true, type: () => Number, description: 'Orders whose buyers could be seen.' },
            },
            BreachTotalsDto: {
              producers: { required: true, type: () => Number },
              touched: { required: true, type: () => Number },
              acts: { required: true, type: () => Number },
              sensitiveReads: { required: true, type: () => Number },
              archives: { required: true, type: () => Number },
              buyers: { required: true, type: () => Number },
            },
            BreachReportDto: {
              from: { required: true, type: () => String },
              to: { required: true, type: () => String },
              tellBy: {
                required: true,
                type: () => String,
                description: 'The authority has to be told within 72 hours of finding out; counted from this report.',
              },
              totals: { required: true, type: () => t['./selling/breach/breach.dto'].BreachTotalsDto },
              producers: {
                required: true,
                type: () => [t['./selling/breach/breach.dto'].BreachedProducerDto],
                description: 'Those that were touched first, at most 1,000.',
              },
            },
          },
        ],
        [
          m34,
          {
            PublishProduct: { connectionIds: { required: false, type: () => [String], description: 'Shops to publish to; absent: all.' } },
            ListingIssueDto: {
              code: {
                required: true,
                enum: [
                  'price',
                  'other',
                  'text',
                  'photo',
                  'photo-unfetched',
                  'category',
                  'category-changed',
                  'certificate-missing',
                  'certificate-expired',
                  'document-missing',
                  'quantity',
                  'duplicate',
                  'attribute-missing',
                  'account-locked',
                ],
              },
              field: { required: false, type: () => String },
              platformText: { required: true, type: () => String, description: "The platform's own words." },
              adviceVi: { required: true, type: () => String, description: 'What to do about it.' },
            },
            ShopDto: {
              id: { required: true, type: () => String },
              platform: { required: true, type: () => String },
              name: { required: true, type: () => String },
              isPractice: { required: true, type: () => Boolean, description: 'A practice shop: nothing there is really sold.' },
            },
            ListingDto: {
              id: { required: true, type: () => String },
              connectionId: { required: true, type: () => String },
              platform: { required: true, type: () => String },
              shopName: { required: true, type: () => String },
              productId: { required: true, type: () => String },
              packId: { required: true, type: () => String },
              sku: { required: true, type: () => String },
              state: {
                required: true,
                description: 'draft, queued, review, live, rejected, paused or withdrawn.',
                enum: ['withdrawn', 'queued', 'draft', 'rejected', 'live', 'review', 'paused'],
              },
              wanted: { required: true, description: 'What people want.', enum: ['live', 'hidden', 'gone'] },
              heldBecause: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'Why the rules keep it off the shelves; it comes back by itself once the reason is gone. null: they do not.',
              },
              stoppedBecause: {
                required: true,
                type: () => String,
                nullable: true,
                description:
                  'Why what was asked for last is not sent: the officer who asked for it may not any more. Publishing anew takes it away.',
              },
              externalId: { required: true, type: () => String, nullable: true },
              publicUrl: { required: true, type: () => String, nullable: true },
              share: { required: true, type: () => Number, description: 'Packs that this shop may still sell out of the counted stock.' },
              shown: {
                required: true,
                type: () => Number,
                nullable: true,
                description: 'What its page shows; null: not known at the moment.',
              },
              shownAt: { required: true, type: () => String, nullable: true },
              stockTrouble: { required: true, type: () => String, nullable: true },
              issues: { required: true, type: () => [t['./selling/listing/listing.dto'].ListingIssueDto] },
              seenAt: { required: true, type: () => String, nullable: true },
              createdAt: { required: true, type: () => String },
            },
            ListingPage: {
              items: { required: true, type: () => [t['./selling/listing/listing.dto'].ListingDto] },
              next: { required: false, type: () => String, description: 'Cursor of the next page; absent on the last one.' },
              asOf: {
                required: false,
                type: () => String,
                description: 'What to ask `changedSince` with the next time; absent while there is no listing.',
              },
            },
            ListingDetailDto: {
              hasUnpublishedChanges: {
                required: true,
                type: () => Boolean,
                description:
                  'Publishing now would change what the shop is to show. Photos do not count: they follow the product by themselves.',
              },
            },
          },
        ],
        [
          m35,
          {
            KeptVerdictDto: {
              demands: { required: true, type: () => Number, description: "Number of the version of the platform's demands." },
              percent: { required: true, type: () => Number },
              gaps: { required: true, type: () => [t['./catalog/readiness/readiness.dto'].GapDto], description: 'Cheapest first.' },
            },
            VerdictDto: {
              platform: { required: true, type: () => String },
              version: { required: true, type: () => Number, description: "Number of the listing's version that was accepted." },
              approvedAt: { required: true, type: () => String },
              ruleRevision: { required: true, type: () => Number, description: 'Of the rules, and of what platforms demand.' },
              day: { required: true, type: () => String, description: 'On which it was judged.' },
              again: {
                required: true,
                type: () => t['./selling/listing/verdict.dto'].KeptVerdictDto,
                description: 'Given now, from the product as it was, by the rules and demands of that revision and day.',
              },
              isSame: { required: true, type: () => Boolean, description: 'Whether both say the same.' },
            },
          },
        ],
        [
          m64,
          {
            BagQuery: {
              producers: { required: true, type: () => String, description: 'Ids of producers, at most 50, with commas between them.' },
              changedSince: {
                required: false,
                type: () => String,
                description: 'Of products, stock, listings and gaps only what changed after this: `asOf` of the bag before.',
              },
            },
          },
        ],
        [
          m36,
          {
            StepQuery: {
              mine: {
                required: false,
                type: () => Boolean,
                description: 'Only steps that the caller can do, not those that somebody else has to.',
              },
              code: {
                required: false,
                enum: [
                  'paper-file',
                  'certificate-missing',
                  'certificate-expired',
                  'document-missing',
                  'attribute-missing',
                  'late-work',
                  'order-confirm',
                  'order-lacks-stock',
                  'orders-to-pack',
                  'orders-unbound',
                  'paper-ends',
                  'renewal-due',
                  'paper-to-verify',
                  'proposal-open',
                  'mandate-ends',
                  'evidence-missing',
                  'consent-ends',
                  'product-none',
                  'publish',
                  'listing-rejected',
                  'listing-removed',
                  'stock-uncounted',
                  'stock-empty',
                  'sms-failed',
                  'request-open',
                  'shop-trouble',
                  'deliveries-dead',
                  'processing-restricted',
                  'consent-missing',
                  'consent-ended',
                  'question-open',
                  'title-too-long',
                  'description-too-short',
                  'description-too-long',
                  'commune-missing',
                  'shelf-life-missing',
                  'pack-missing',
                  'photo-too-few',
                  'photo-too-small',
                  'star-claim-unproven',
                  'category-unmapped',
                  'document-not-verified',
                  'certificate-not-verified',
                  'document-expired',
                  'certificate-holder-unfit',
                  'platform-cannot',
                  'not-listable',
                  'order-condition',
                ],
              },
            },
            NextStepQuery: {
              oneEach: {
                required: false,
                type: () => Boolean,
                description: 'Of each producer only the first step: the one thing to say at its door.',
              },
              communeCode: { required: false, type: () => String, description: 'Of the producer.' },
            },
            StepLinkDto: {
              kind: {
                required: true,
                enum: [
                  'producer',
                  'paper',
                  'product',
                  'order',
                  'pick-list',
                  'papers',
                  'consents',
                  'mandates',
                  'proposal',
                  'late-work',
                  'products',
                  'listing',
                  'stock',
                  'request',
                  'connection',
                ],
              },
              orderId: { required: false, type: () => String },
              documentId: { required: false, type: () => String },
              certificateId: { required: false, type: () => String },
              reminderId: { required: false, type: () => String },
              productId: { required: false, type: () => String },
              listingId: { required: false, type: () => String },
              proposalId: { required: false, type: () => String },
              mandateId: { required: false, type: () => String },
              consentId: { required: false, type: () => String },
              requestId: { required: false, type: () => String },
              connectionId: { required: false, type: () => String },
              platform: { required: false, type: () => String },
              field: {
                required: false,
                type: () => String,
                description: 'Of a gap: what of the product is meant, such as `name` or `documents.test-report`.',
              },
            },
            NextStepDto: {
              id: { required: true, type: () => String, description: 'The same as long as the step is there.' },
              code: {
                required: true,
                description: 'Stable; texts may change. A gap of readiness keeps its own code.',
                enum: [
                  'paper-file',
                  'certificate-missing',
                  'certificate-expired',
                  'document-missing',
                  'attribute-missing',
                  'late-work',
                  'order-confirm',
                  'order-lacks-stock',
                  'orders-to-pack',
                  'orders-unbound',
                  'paper-ends',
                  'renewal-due',
                  'paper-to-verify',
                  'proposal-open',
                  'mandate-ends',
                  'evidence-missing',
                  'consent-ends',
                  'product-none',
                  'publish',
                  'listing-rejected',
                  'listing-removed',
                  'stock-uncounted',
                  'stock-empty',
                  'sms-failed',
                  'request-open',
                  'shop-trouble',
                  'deliveries-dead',
                  'processing-restricted',
                  'consent-missing',
                  'consent-ended',
                  'question-open',
                  'title-too-long',
                  'description-too-short',
                  'description-too-long',
                  'commune-missing',
                  'shelf-life-missing',
                  'pack-missing',
                  'photo-too-few',
                  'photo-too-small',
                  'star-claim-unproven',
                  'category-unmapped',
                  'document-not-verified',
                  'certificate-not-verified',
                  'document-expired',
                  'certificate-holder-unfit',
                  'platform-cannot',
                  'not-listable',
                  'order-condition',
                ],
              },
              producerId: {
                required: true,
                type: () => String,
                nullable: true,
                description: "null: work of the program's own people, such as a shop that cannot be entered.",
              },
              producerName: { required: true, type: () => String, nullable: true },
              who: { required: true, description: 'Who must act.', enum: ['producer', 'officer', 'province', 'operator', 'platform'] },
              whatVi: { required: true, type: () => String, description: 'What to do: a sentence that can be read aloud.' },
              smsVi: {
                required: true,
                type: () => String,
                description: "The same with the producer's name in one short message: at most 160 places, without marks.",
              },
              count: { required: true, type: () => Number, description: 'Products or orders that it is about; units, of one order.' },
              deadline: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'Until when; the past is late. null: there is no date.',
              },
              since: { required: true, type: () => String, description: 'Since when it waits.' },
              link: { required: true, type: () => t['./selling/next/next-step.dto'].StepLinkDto },
            },
          },
        ],
        [
          m65,
          {
            HouseholdQuery: {
              step: {
                required: false,
                description: 'Only those that have such a step before them.',
                enum: [
                  'paper-file',
                  'certificate-missing',
                  'certificate-expired',
                  'document-missing',
                  'attribute-missing',
                  'late-work',
                  'order-confirm',
                  'order-lacks-stock',
                  'orders-to-pack',
                  'orders-unbound',
                  'paper-ends',
                  'renewal-due',
                  'paper-to-verify',
                  'proposal-open',
                  'mandate-ends',
                  'evidence-missing',
                  'consent-ends',
                  'product-none',
                  'publish',
                  'listing-rejected',
                  'listing-removed',
                  'stock-uncounted',
                  'stock-empty',
                  'sms-failed',
                  'request-open',
                  'shop-trouble',
                  'deliveries-dead',
                  'processing-restricted',
                  'consent-missing',
                  'consent-ended',
                  'question-open',
                  'title-too-long',
                  'description-too-short',
                  'description-too-long',
                  'commune-missing',
                  'shelf-life-missing',
                  'pack-missing',
                  'photo-too-few',
                  'photo-too-small',
                  'star-claim-unproven',
                  'category-unmapped',
                  'document-not-verified',
                  'certificate-not-verified',
                  'document-expired',
                  'certificate-holder-unfit',
                  'platform-cannot',
                  'not-listable',
                  'order-condition',
                ],
              },
            },
            HouseholdDto: {
              id: { required: true, type: () => String },
              kind: {
                required: true,
                enum: [
                  'cooperative',
                  'cooperative-group',
                  'household',
                  'household-business',
                  'farm',
                  'company',
                  'tourism-organisation',
                  'other',
                ],
              },
              name: { required: true, type: () => String },
              provinceCode: { required: true, type: () => String },
              communeCode: { required: true, type: () => String, nullable: true },
              communeName: { required: true, type: () => String, nullable: true },
              hamlet: { required: true, type: () => String },
              phoneMasked: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'The last three digits; null when none is known.',
              },
              mandateEndsAt: {
                required: true,
                type: () => String,
                nullable: true,
                description: "When the officer's mandate stops counting.",
              },
              mandateEndsSoon: { required: true, type: () => Boolean },
              products: { required: true, type: () => Number },
              live: { required: true, type: () => Number, description: 'Products with a listing that is live somewhere.' },
              isDemonstration: { required: true, type: () => Boolean },
              isPractice: {
                required: true,
                type: () => Boolean,
                description: 'Its officer practises with it: nothing of it goes anywhere.',
              },
              nextStep: {
                required: true,
                type: () => t['./selling/next/next-step.dto'].NextStepDto,
                nullable: true,
                description: 'What to do first there; null: nothing is open.',
              },
            },
          },
        ],
        [
          m37,
          {
            StoryEventDto: {
              kind: {
                required: true,
                description:
                  'act: a person did it; version: content was approved; proposal: an officer asked for it; exchange: we called the platform.',
                enum: ['proposal', 'act', 'version', 'exchange'],
              },
              at: { required: true, type: () => String },
              textVi: { required: true, type: () => String },
              isFailure: { required: true, type: () => Boolean, description: 'The platform did not answer, or said no.' },
            },
            WaitingDto: {
              kind: { required: true, enum: ['stock', 'content', 'hold', 'verdict'] },
              textVi: { required: true, type: () => String },
              since: { required: true, type: () => String, nullable: true },
            },
            StoryDto: {
              state: { required: true, enum: ['withdrawn', 'queued', 'draft', 'rejected', 'live', 'review', 'paused'] },
              waiting: { required: true, type: () => [t['./selling/listing/story.dto'].WaitingDto], description: 'Empty: nothing waits.' },
              items: {
                required: true,
                type: () => [t['./selling/listing/story.dto'].StoryEventDto],
                description: 'Newest first. Of calls the latest are searched that went to the shop.',
              },
              next: { required: false, type: () => String, description: 'Cursor of the next page; absent on the last one.' },
            },
          },
        ],
        [
          m38,
          {
            PickListQuery: {
              day: {
                required: false,
                type: () => String,
                description: 'What was ordered up to the end of this day in Vietnam; left out, today.',
              },
            },
            PickedOrderDto: {
              orderId: { required: true, type: () => String },
              platformOrderId: { required: true, type: () => String },
              shopName: { required: true, type: () => String },
              quantity: { required: true, type: () => Number, description: 'Packs.' },
              buyer: { required: true, type: () => String, description: 'Masked: enough to tell one parcel from the next.' },
            },
            PickedPackDto: {
              sku: { required: true, type: () => String },
              productId: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'null: the line is bound to no product; its title is what the platform says.',
              },
              name: { required: true, type: () => String },
              unit: { required: true, type: () => String, description: 'Name of the pack; empty when it is not known.' },
              quantity: { required: true, type: () => Number },
              orders: { required: true, type: () => [t['./selling/order/pick-list.dto'].PickedOrderDto] },
            },
            PickListDto: {
              day: { required: true, type: () => String },
              orders: { required: true, type: () => Number },
              isCut: { required: true, type: () => Boolean, description: 'More lines than fit: pack these, and ask again.' },
              packs: {
                required: true,
                type: () => [t['./selling/order/pick-list.dto'].PickedPackDto],
                description: 'By product, then pack.',
              },
            },
          },
        ],
        [
          m39,
          {
            OrderQuery: {
              stage: {
                required: false,
                enum: [
                  'confirmed',
                  'unknown',
                  'cancelled',
                  'awaiting-seller',
                  'ready-to-ship',
                  'picked-up',
                  'delivered',
                  'completed',
                  'returning',
                  'returned',
                  'partly-returned',
                  'lost',
                ],
              },
            },
            AcceptedLine: { lineId: { required: true, type: () => String }, quantity: { required: true, type: () => Number } },
            ConfirmOrder: {
              accepted: {
                required: false,
                type: () => [t['./selling/order/order.dto'].AcceptedLine],
                description:
                  'Only on platforms that confirm line by line: what is accepted; lines left out are refused. Absent: everything.',
              },
            },
            RefuseOrder: {
              reason: { required: true, type: () => String, description: 'The buyer may read it. At most what platforms take.' },
            },
            OrderLineDto: {
              lineId: { required: true, type: () => String },
              sku: { required: true, type: () => String },
              title: { required: true, type: () => String },
              quantity: { required: true, type: () => Number },
              confirmedQuantity: { required: true, type: () => Number, nullable: true },
              returnedQuantity: { required: true, type: () => Number },
              unitPrice: { required: true, type: () => Number },
              listingId: { required: true, type: () => String, nullable: true },
            },
            OrderActDto: {
              id: { required: true, type: () => String },
              kind: { required: true, enum: ['confirm', 'refuse', 'ship', 'cancel', 'accept-return', 'deliver-again'] },
              state: {
                required: true,
                description: 'wanted and pending: under way; refused: the platform said no.',
                enum: ['refused', 'done', 'wanted', 'pending'],
              },
              platformText: { required: true, type: () => String, nullable: true },
              createdAt: { required: true, type: () => String },
            },
            ReceiverDto: {
              name: { required: true, type: () => String },
              phone: { required: true, type: () => String },
              address: { required: true, type: () => String },
              provinceCode: { required: false, type: () => String },
              communeCode: { required: false, type: () => String },
              addressScheme: { required: true, enum: ['2025-07', 'unknown', 'pre-2025-07'] },
            },
            OrderDto: {
              id: { required: true, type: () => String },
              connectionId: { required: true, type: () => String },
              platform: { required: true, type: () => String },
              shopName: { required: true, type: () => String },
              isPractice: { required: true, type: () => Boolean },
              platformOrderId: { required: true, type: () => String },
              stage: {
                required: true,
                enum: [
                  'confirmed',
                  'unknown',
                  'cancelled',
                  'awaiting-seller',
                  'ready-to-ship',
                  'picked-up',
                  'delivered',
                  'completed',
                  'returning',
                  'returned',
                  'partly-returned',
                  'lost',
                ],
              },
              platformState: { required: true, type: () => String },
              cancelledBy: { required: true, type: () => String, nullable: true },
              parcelCode: { required: true, type: () => String, nullable: true },
              payment: { required: true, enum: ['cod', 'paid'] },
              cashOnDelivery: { required: true, type: () => Number },
              total: { required: true, type: () => Number },
              fees: { required: true, type: () => Number },
              receiver: { required: true, type: () => t['./selling/order/order.dto'].ReceiverDto },
              note: { required: true, type: () => String, nullable: true },
              placedAt: { required: true, type: () => String },
              confirmBy: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'When the platform cancels it unless it is confirmed.',
              },
              trouble: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'Why its stock is not accounted for yet; a person must look.',
              },
              forbiddenBecause: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'What the law says against carrying it out as it was paid: the program turns it away while it still can.',
              },
              lines: { required: true, type: () => [t['./selling/order/order.dto'].OrderLineDto] },
              acts: { required: true, type: () => [t['./selling/order/order.dto'].OrderActDto] },
            },
          },
        ],
        [
          m40,
          {
            ProductSearchQuery: {
              q: { required: false, type: () => String, description: 'Words of the name in any order, with or without marks; or a SKU.' },
              producerId: { required: false, type: () => String },
              provinceCode: { required: false, type: () => String, description: 'Of the producer.' },
              communeCode: { required: false, type: () => String, description: 'Where it is made.' },
              ocopSets: { required: false, type: () => [Number], description: 'Numbers of OCOP sets: `4` or `4,5`.' },
              stars: { required: false, type: () => [Number], description: 'Of the certificate that is good today: `5` or `3,4`.' },
              platform: {
                required: false,
                type: () => String,
                description: 'Asks `state` of this platform only; without `state`, for what is or was listed there.',
              },
              state: { required: false, enum: ['queued', 'rejected', 'live', 'review', 'paused', 'unpublished'] },
              historicProvince: {
                required: false,
                type: () => String,
                description: 'A province of before July 2025 by its name or its old code: what is made where it lay.',
              },
              readinessAt: {
                required: false,
                type: () => String,
                description:
                  'The platform of `readiness` and of the sorts by it. Alone: products that were judged for it, as each one is a few seconds after it was registered.',
              },
              readiness: { required: false, description: 'By the last verdict. Needs `readinessAt`.', enum: ['ready', 'not-ready'] },
              sort: {
                required: false,
                description:
                  '`most-ready` and `least-ready` need `readinessAt`. Left out: by relevance with `q`, the newest first without.',
                enum: ['relevance', 'name', 'newest', 'most-ready', 'least-ready'],
              },
              limit: { required: true, type: () => Number, description: 'Most entries of one page.' },
              cursor: {
                required: false,
                type: () => String,
                description:
                  '`next` of the page before, with everything else as it was. A name may stand in it, so it is longer than elsewhere.',
              },
            },
            HighlightDto: { start: { required: true, type: () => Number }, length: { required: true, type: () => Number } },
            ShownAtDto: {
              platform: { required: true, type: () => String },
              sku: { required: true, type: () => String },
              state: { required: true, enum: ['withdrawn', 'queued', 'draft', 'rejected', 'live', 'review', 'paused'] },
            },
            FoundReadinessDto: {
              platform: { required: true, type: () => String },
              percent: { required: true, type: () => Number },
              isReady: { required: true, type: () => Boolean },
            },
            FoundProductDto: {
              id: { required: true, type: () => String },
              producerId: { required: true, type: () => String },
              producerName: { required: true, type: () => String },
              name: { required: true, type: () => String },
              ocopSet: { required: true, type: () => Number },
              provinceCode: { required: true, type: () => String, description: 'Of the producer.' },
              communeCode: { required: true, type: () => String, nullable: true },
              communeVi: {
                required: true,
                type: () => String,
                description: "'X\u00E3 Ba Ch\u1EBD'; empty when the product has no commune.",
              },
              stars: { required: true, type: () => Number, nullable: true, description: 'Of the certificate that is good today.' },
              coverPhotoId: { required: true, type: () => String, nullable: true },
              isDemonstration: { required: true, type: () => Boolean },
              createdAt: { required: true, type: () => String },
              highlights: {
                required: true,
                type: () => [t['./selling/search/found-product.dto'].HighlightDto],
                description: 'Where the name has the words that were searched for.',
              },
              listings: {
                required: true,
                type: () => [t['./selling/search/found-product.dto'].ShownAtDto],
                description: 'Its packs at the platforms.',
              },
              readiness: {
                required: true,
                type: () => [t['./selling/search/found-product.dto'].FoundReadinessDto],
                description: 'How far it is, for each platform that it was judged for.',
              },
            },
            FoundProductPage: {
              items: { required: true, type: () => [t['./selling/search/found-product.dto'].FoundProductDto] },
              next: { required: false, type: () => String, description: 'Cursor of the next page; absent on the last one.' },
              total: {
                required: false,
                type: () => Number,
                description: 'On the first page: how many there are. 1,001 stands for "more than 1,000".',
              },
              isFuzzy: {
                required: true,
                type: () => Boolean,
                description: 'Nothing has these words, and these names are the most similar.',
              },
            },
          },
        ],
        [
          m41,
          {
            CardPackDto: {
              id: { required: true, type: () => String },
              sku: { required: true, type: () => String },
              unit: { required: true, type: () => String },
              factor: { required: true, type: () => Number },
              priceVnd: { required: true, type: () => Number },
            },
            CardListingDto: {
              platform: { required: true, type: () => String },
              state: { required: true, enum: ['withdrawn', 'queued', 'draft', 'rejected', 'live', 'review', 'paused'] },
            },
            CardStockDto: {
              onHand: { required: true, type: () => Number, nullable: true, description: 'null: never counted.' },
              promised: { required: true, type: () => Number, description: 'Units in orders that have not left.' },
            },
            ProductCardDto: {
              id: { required: true, type: () => String },
              name: { required: true, type: () => String },
              ocopSet: { required: true, type: () => Number },
              coverPhotoId: { required: true, type: () => String, nullable: true },
              isDemonstration: { required: true, type: () => Boolean },
              packs: { required: true, type: () => [t['./selling/card/product-card.dto'].CardPackDto] },
              stars: { required: true, type: () => Number, nullable: true, description: 'Of the certificate that is good today.' },
              starsUntil: { required: true, type: () => String, nullable: true, description: 'Last day of that certificate.' },
              readiness: {
                required: true,
                type: () => [t['./selling/search/found-product.dto'].FoundReadinessDto],
                description: 'How far it is, for each platform that it was judged for.',
              },
              listings: {
                required: true,
                type: () => [t['./selling/card/product-card.dto'].CardListingDto],
                description: 'Its states at the platforms, each once.',
              },
              stock: {
                required: true,
                type: () => t['./selling/card/product-card.dto'].CardStockDto,
                nullable: true,
                description: 'null: no stock is kept of it.',
              },
              createdAt: { required: true, type: () => String },
            },
            ProductCardPage: {
              items: { required: true, type: () => [t['./selling/card/product-card.dto'].ProductCardDto] },
              next: { required: false, type: () => String, description: 'Cursor of the next page; absent on the last one.' },
              asOf: {
                required: false,
                type: () => String,
                description: 'What to ask `changedSince` with the next time; absent while there is no product.',
              },
              total: {
                required: true,
                type: () => Number,
                description: 'How many products there are. Who keeps another number has kept one that is gone.',
              },
            },
          },
        ],
        [
          m42,
          {
            CreateLot: {
              id: { required: false, type: () => String, description: 'Made by the client. Absent: made here.' },
              name: { required: true, type: () => String, description: 'As the producer calls it, or as it is printed.' },
              quantity: { required: true, type: () => Number, description: 'Units that are added to the counted stock.' },
              availableFrom: { required: true, type: () => String, description: 'The day of the harvest; may lie ahead.' },
              expiresOn: { required: false, type: () => String, nullable: true, description: 'Last good day. Absent: it does not spoil.' },
              preorderFrom: {
                required: false,
                type: () => String,
                nullable: true,
                description: 'First and last day of pre-orders, before the harvest. Absent: none are taken.',
              },
              preorderTo: { required: false, type: () => String, nullable: true },
            },
            ChangeLot: {
              quantity: {
                required: false,
                type: () => Number,
                description: 'Less or more than was said: the difference goes into the ledger.',
              },
              availableFrom: { required: false, type: () => String },
              expiresOn: { required: false, type: () => String, nullable: true },
              preorderFrom: { required: false, type: () => String, nullable: true },
              preorderTo: { required: false, type: () => String, nullable: true },
            },
            WriteOffLot: {
              units: { required: true, type: () => Number, description: 'Units that are spoiled or gone.' },
              note: { required: false, type: () => String },
            },
            LotDto: {
              id: { required: true, type: () => String },
              name: { required: true, type: () => String },
              quantity: { required: true, type: () => Number },
              left: {
                required: true,
                type: () => Number,
                description: 'Units of it that are left by the ledger, what is promised included.',
              },
              state: {
                required: true,
                description: 'on-sale, pre-order, not-harvested or expired, today in Vietnam.',
                enum: ['expired', 'on-sale', 'pre-order', 'not-harvested'],
              },
              availableFrom: { required: true, type: () => String },
              expiresOn: { required: true, type: () => String, nullable: true },
              preorderFrom: { required: true, type: () => String, nullable: true },
              preorderTo: { required: true, type: () => String, nullable: true },
            },
            LotList: {
              items: {
                required: true,
                type: () => [t['./selling/stock/lot.dto'].LotDto],
                description: 'In the order in which they were entered; at most 200.',
              },
            },
          },
        ],
        [
          m43,
          {
            CountStock: {
              onHand: {
                required: true,
                type: () => Number,
                description: 'Units that lie in the store now, those already ordered included, and a harvest still to come not.',
              },
              note: { required: false, type: () => String },
            },
            AdjustStock: {
              change: {
                required: true,
                type: () => Number,
                description: 'Units found (positive), or spoiled, given away, sold at the gate (negative).',
              },
              note: { required: false, type: () => String },
            },
            HoldDto: {
              reason: {
                required: true,
                description: 'out-of-season, expired, not-harvested or uncounted.',
                enum: ['expired', 'not-harvested', 'out-of-season', 'uncounted'],
              },
              units: { required: true, type: () => Number },
              lotId: { required: true, type: () => String, nullable: true },
              messageVi: { required: true, type: () => String },
            },
            StockDto: {
              productId: { required: true, type: () => String },
              onHand: {
                required: true,
                type: () => Number,
                nullable: true,
                description: 'null: never counted. Nothing is shown on any platform then.',
              },
              promised: { required: true, type: () => Number, description: 'Units in orders that have not left.' },
              available: { required: true, type: () => Number, nullable: true, description: 'What is free; null while never counted.' },
              sellable: {
                required: true,
                type: () => Number,
                nullable: true,
                description:
                  'What can be sold today over all platforms: free, in season, and of a lot that is on sale; null while never counted.',
              },
              holds: {
                required: true,
                type: () => [t['./selling/stock/stock.dto'].HoldDto],
                description: 'Why less can be sold than was counted.',
              },
              countedAt: { required: true, type: () => String, nullable: true },
            },
            StockLevelDto: {
              productId: { required: true, type: () => String },
              onHand: {
                required: true,
                type: () => Number,
                nullable: true,
                description: 'null: never counted. Nothing is shown on any platform then.',
              },
              promised: { required: true, type: () => Number, description: 'Units in orders that have not left.' },
              available: { required: true, type: () => Number, nullable: true, description: 'What is free; null while never counted.' },
              countedAt: { required: true, type: () => String, nullable: true },
              changedAt: { required: true, type: () => String },
            },
            StockLevelPage: {
              items: { required: true, type: () => [t['./selling/stock/stock.dto'].StockLevelDto] },
              next: { required: false, type: () => String, description: 'Cursor of the next page; absent on the last one.' },
              asOf: {
                required: false,
                type: () => String,
                description: 'What to ask `changedSince` with the next time; absent while no stock is kept.',
              },
            },
            StockMoveDto: {
              id: { required: true, type: () => String },
              kind: { required: true, enum: ['returned', 'counted', 'adjusted', 'reserved', 'released', 'shipped'] },
              onHandChange: { required: true, type: () => Number },
              promisedChange: { required: true, type: () => Number },
              orderId: { required: true, type: () => String, nullable: true },
              note: { required: true, type: () => String, nullable: true },
              at: { required: true, type: () => String },
            },
          },
        ],
        [
          m44,
          {
            MergePreviewQuery: { from: { required: true, type: () => String, description: 'The producer that goes.' } },
            KeptSecretsDto: {
              phone: { required: false, enum: ['from', 'into'] },
              bankAccount: { required: false, enum: ['from', 'into'] },
            },
            MergeProducers: {
              from: { required: true, type: () => String, description: 'The producer that goes.' },
              fingerprint: { required: true, type: () => String, description: 'Of the preview that was looked at.' },
              keep: { required: false, type: () => t['./selling/merge/merge.dto'].KeptSecretsDto },
            },
            MergedProducerDto: {
              id: { required: true, type: () => String },
              name: { required: true, type: () => String },
              kind: { required: true, type: () => String },
              provinceCode: { required: true, type: () => String },
            },
            MergedKindDto: {
              code: { required: true, type: () => String, description: 'Table and column.' },
              labelVi: { required: true, type: () => String },
              fate: { required: true, enum: ['moves', 'history', 'ends', 'dropped'] },
              count: { required: true, type: () => Number },
            },
            MergeConflictDto: {
              code: {
                required: true,
                enum: [
                  'demonstration',
                  'personal-number',
                  'archive',
                  'tax-code',
                  'gtin',
                  'proposal',
                  'listing',
                  'erasure',
                  'delete-request',
                  'unreadable-secret',
                  'import',
                ],
              },
              messageVi: { required: true, type: () => String },
              todoVi: { required: true, type: () => String, description: 'What has to be done first.' },
              byRoles: { required: true, type: () => [Object], enum: ['producer', 'officer', 'province', 'operator'], isArray: true },
              about: { required: true, type: () => [String], description: 'Names of what is in the way, at most twenty.' },
            },
            MergedSecretDto: {
              kind: { required: true, enum: ['bank-account', 'phone', 'personal-number'] },
              from: { required: true, type: () => String, nullable: true },
              into: { required: true, type: () => String, nullable: true },
              differs: { required: true, type: () => Boolean, description: 'Both have one and they differ: somebody has to choose.' },
            },
            PausingDto: { platform: { required: true, type: () => String }, listings: { required: true, type: () => Number } },
            MergePreviewDto: {
              from: { required: true, type: () => t['./selling/merge/merge.dto'].MergedProducerDto },
              into: { required: true, type: () => t['./selling/merge/merge.dto'].MergedProducerDto },
              kinds: { required: true, type: () => [t['./selling/merge/merge.dto'].MergedKindDto] },
              fills: { required: true, type: () => [String], description: 'Fields that the producer which is left lacks and takes over.' },
              secrets: { required: true, type: () => [t['./selling/merge/merge.dto'].MergedSecretDto] },
              pausing: {
                required: true,
                type: () => [t['./selling/merge/merge.dto'].PausingDto],
                description: 'Listings that pause, because the producer that is left has not agreed to be on that platform.',
              },
              conflicts: { required: true, type: () => [t['./selling/merge/merge.dto'].MergeConflictDto], description: 'What forbids it.' },
              noticesVi: { required: true, type: () => [String], description: 'What to know before.' },
              fingerprint: {
                required: true,
                type: () => String,
                description: 'To be sent with the merge, which does what was shown or nothing.',
              },
            },
            MergeDto: {
              fromId: { required: true, type: () => String },
              intoId: { required: true, type: () => String },
              mergedAt: { required: true, type: () => String },
              moved: {
                required: true,
                type: 'object',
                additionalProperties: { type: 'number' },
                description: 'How many of what have moved, by table and column.',
              },
            },
          },
        ],
        [
          m59,
          {
            PracticeDto: {
              producerId: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'The household to practise with; null: none was begun.',
              },
            },
          },
        ],
        [
          m45,
          {
            UndoAct: { reason: { required: false, type: () => String, description: 'Goes into the books of the store.' } },
            PackPriceNowDto: { packId: { required: true, type: () => String }, priceVnd: { required: true, type: () => Number } },
            UndoneDto: {
              seq: { required: true, type: () => Number },
              prices: { required: true, type: () => [t['./selling/undo/undo.dto'].PackPriceNowDto] },
              onHand: { required: true, type: () => Number, nullable: true, description: 'Of the store, when it was put back.' },
            },
          },
        ],
        [
          m47,
          {
            WishPublication: {
              connectionIds: {
                required: false,
                type: () => [String],
                description: 'Shops to publish to; absent: every one that there is when it is ready.',
              },
            },
            PublicationWishDto: {
              connectionIds: {
                required: true,
                type: () => [String],
                nullable: true,
                description: 'null: every shop that there is when it is ready.',
              },
              wishedByName: { required: true, type: () => String },
              wishedAt: { required: true, type: () => String },
              stoppedBecause: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'Why it does not happen whatever the product lacks; null: it waits for the product.',
              },
            },
          },
        ],
        [
          m46,
          {
            BlockerDto: {
              stage: { required: true, type: () => String },
              code: { required: true, type: () => String, description: 'Stable; texts may change.' },
              field: { required: true, type: () => String, nullable: true },
              messageVi: { required: true, type: () => String },
              who: { required: true, type: () => String, description: 'Who must act; nobody: it comes by itself.' },
              cost: { required: true, type: () => Number, description: 'For ordering: less is cheaper.' },
              platformText: { required: true, type: () => String, nullable: true, description: "The platform's own words." },
              since: { required: true, type: () => String, nullable: true },
            },
            WhyShopDto: {
              platform: { required: true, type: () => String },
              platformName: { required: true, type: () => String },
              connectionId: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'null: no shop is connected at this platform.',
              },
              shopName: { required: true, type: () => String, nullable: true },
              isLive: { required: true, type: () => Boolean },
              blockers: {
                required: true,
                type: () => [t['./selling/why/why-not-live.dto'].BlockerDto],
                description: 'The first one first; within a stage the cheapest first.',
              },
            },
            WhyDto: {
              productId: { required: true, type: () => String },
              summaryVi: { required: true, type: () => String, description: 'One sentence to read aloud.' },
              shops: { required: true, type: () => [t['./selling/why/why-not-live.dto'].WhyShopDto] },
              wish: {
                required: true,
                type: () => t['./selling/wish/wish.dto'].PublicationWishDto,
                nullable: true,
                description: 'That it goes on sale by itself; null: nobody has wished so, or it was done.',
              },
            },
          },
        ],
        [
          m48,
          {
            WeeksQuery: {
              weeks: { required: true, type: () => Number, description: 'So many weeks, the present one included.', default: 12 },
            },
            WeekFigureDto: {
              week: { required: true, type: () => String, description: 'Its Monday, in Vietnam.' },
              platform: { required: true, type: () => String },
              orders: {
                required: true,
                type: () => Number,
                description:
                  'Orders with something of the producer that were placed in the week. One that was cancelled counts for nothing here; one that came back does.',
              },
              packs: { required: true, type: () => Number, description: 'Packs of the producer in them, as far as they were accepted.' },
              vnd: {
                required: true,
                type: () => Number,
                description: 'What buyers pay for those packs, without carriage and before fees.',
              },
              cancelled: { required: true, type: () => Number, description: 'Orders of that week that were cancelled.' },
            },
            WeekFigureList: {
              from: { required: true, type: () => String, description: 'The first and the last Monday.' },
              to: { required: true, type: () => String },
              items: {
                required: true,
                type: () => [t['./insight/figure/figure.dto'].WeekFigureDto],
                description: 'By week, then platform: every week of each platform at which there is a shop.',
              },
            },
            StockFigureQuery: {
              days: { required: true, type: () => Number, description: 'So many days, today included.', default: 30 },
              productId: { required: false, type: () => String, description: 'Of one product; left out, of all together.' },
            },
            ShownDto: {
              platform: { required: true, type: () => String },
              units: {
                required: true,
                type: () => Number,
                description: 'Units, over all packs and shops there, as last seen on that day.',
              },
            },
            StockFigureDto: {
              day: { required: true, type: () => String },
              counted: {
                required: true,
                type: () => Number,
                nullable: true,
                description: 'What was counted and has not left; null: nothing had been counted by then.',
              },
              promised: { required: true, type: () => Number, description: 'Of it, in orders that had not left.' },
              shown: {
                required: true,
                type: () => [t['./insight/figure/figure.dto'].ShownDto],
                description: 'What platforms showed; a platform is missing on days on which it was not known.',
              },
            },
            StockFigureList: { items: { required: true, type: () => [t['./insight/figure/figure.dto'].StockFigureDto] } },
          },
        ],
        [
          m49,
          {
            QueueDto: {
              count: { required: true, type: () => Number },
              oldestAt: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'Since when the oldest of it waits; null: nothing does.',
              },
            },
            CallsDto: {
              count: { required: true, type: () => Number, description: 'Of the last thousand calls, those of the last hour.' },
              failed: { required: true, type: () => Number },
              failedPercent: { required: true, type: () => Number, nullable: true, description: 'In percent; null without a call.' },
              medianMs: {
                required: true,
                type: () => Number,
                nullable: true,
                description: 'Half of them were answered within so many milliseconds; null without a call.',
              },
              lastAt: { required: true, type: () => String, nullable: true },
              lastFailure: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'What went wrong last within the hour, without secrets.',
              },
            },
            ConnectionHealthDto: {
              connectionId: { required: true, type: () => String },
              platform: { required: true, type: () => String },
              isPaused: { required: true, type: () => Boolean },
              trouble: { required: true, type: () => String, nullable: true, description: 'Why a person must act; null: nobody has to.' },
              inbox: {
                required: true,
                type: () => t['./insight/health/connection-health.dto'].QueueDto,
                description: 'Webhooks that were taken and have had no effect yet.',
              },
              dead: {
                required: true,
                type: () => t['./insight/health/connection-health.dto'].QueueDto,
                description: 'Webhooks that nobody could take in: see its deliveries.',
              },
              unsentContent: {
                required: true,
                type: () => t['./insight/health/connection-health.dto'].QueueDto,
                description: 'Listings whose approved content has not been sent.',
              },
              unsentStock: {
                required: true,
                type: () => t['./insight/health/connection-health.dto'].QueueDto,
                description: 'Listings whose number the platform has yet to be told.',
              },
              openActs: {
                required: true,
                type: () => t['./insight/health/connection-health.dto'].QueueDto,
                description: 'What people want done with orders and is not decided.',
              },
              ordersKnownUntil: {
                required: true,
                type: () => String,
                nullable: true,
                description: 'All orders up to then are known; null: they were never read.',
              },
              calls: { required: true, type: () => t['./insight/health/connection-health.dto'].CallsDto },
            },
          },
        ],
        [
          m50,
          {
            HealthDto: { status: { required: true, type: () => String } },
            SmsHealthDto: {
              gateway: {
                required: true,
                description: 'none: no gateway is set up, and messages wait.',
                enum: ['none', 'practice', 'http'],
              },
              waiting: { required: true, type: () => Number, description: 'Messages on their way; at most 1000 are counted.' },
            },
            ReadyDto: { sms: { required: true, type: () => t['./program/health.dto'].SmsHealthDto } },
          },
        ],
      ],
      controllers: [
        [
          m66,
          {
            AccountController: {
              list: { summary: 'Accounts, oldest first.', type: t['./people/account/account.dto'].AccountPage },
              create: { summary: 'Makes an account.', type: t['./people/account/account.dto'].AccountDto },
              change: { summary: 'Renames, locks or unlocks an account.', type: t['./people/account/account.dto'].AccountDto },
            },
          },
        ],
        [
          m67,
          {
            ActController: {
              list: { summary: "Who did what in the producer's name, newest first. An officer sees what the officer did." },
            },
          },
        ],
        [
          m68,
          {
            DuplicateController: {
              list: {
                summary: 'Other producers that may be the same one, as far as the caller may know of them. At most 100.',
                type: t['./people/duplicate/duplicate.dto'].DuplicateList,
              },
              decide: {
                summary: 'Says that they are two, or that they are one.',
                type: t['./people/duplicate/duplicate.dto'].DuplicateDto,
              },
            },
          },
        ],
        [
          m69,
          {
            ConsentController: {
              current: {
                summary: 'What people are asked to agree to today, one purpose at a time.',
                type: t['./people/consent/consent.dto'].ConsentTextList,
              },
              add: {
                summary:
                  'A new version of a text, from this moment on. Those who agreed to an older one stay bound unless it says otherwise.',
                type: t['./people/consent/consent.dto'].ConsentTextDto,
              },
              list: {
                summary: 'What the producer agreed to, with the proof; the latest first, at most 500.',
                type: t['./people/consent/consent.dto'].ConsentList,
              },
              give: {
                summary: 'Writes down what the producer agrees to: one record for each purpose.',
                type: t['./people/consent/consent.dto'].ConsentList,
              },
              sendCode: {
                summary:
                  "Sends a code to the household's phone for all that the caller wrote down and that awaits one; the message says who asks, what for and from whom.",
                type: t['./people/consent/consent.dto'].ConsentCodeDto,
              },
              confirm: {
                summary: 'With the code that the household read out: those consents count from now on.',
                type: t['./people/consent/consent.dto'].ConsentList,
              },
              withdraw: {
                summary: 'Ends what was agreed to, at once: every record of the same purpose and platform.',
                type: t['./people/consent/consent.dto'].ConsentDto,
              },
              print: { summary: 'A copy for paper.', type: String },
            },
          },
        ],
        [
          m70,
          {
            RequestController: {
              list: {
                summary: 'What people ask for of their data, by deadline, the earliest first. The province sees those of its producers.',
              },
              take: {
                summary: 'Takes down what somebody wrote: a producer, a buyer (by an order), somebody with an account.',
                type: t['./people/request/request.dto'].RequestDto,
              },
              acknowledge: { summary: 'Says that it was received.', type: t['./people/request/request.dto'].RequestDto },
              done: {
                summary: 'It is done, and this is what the person was told. What an objection was about is agreed to no more.',
                type: t['./people/request/request.dto'].RequestDto,
              },
              refuse: { summary: 'It is refused, with the reason.', type: t['./people/request/request.dto'].RequestDto },
              ofProducer: {
                summary: "What the producer's people asked for, and what became of it.",
                type: t['./people/request/request.dto'].RequestList,
              },
              takeOfProducer: {
                summary: 'Asks for something; an officer does it for them.',
                type: t['./people/request/request.dto'].RequestDto,
              },
              lift: { summary: 'The data may be worked with again.', type: t['./people/request/request.dto'].RequestDto },
              data: {
                summary: "Everything that is kept of the producer's people. Products, photos and papers are in the archive.",
                type: t['./people/request/request.dto'].PersonDataDto,
              },
              holidays: { summary: 'Days that are no working days.', type: t['./people/request/request.dto'].HolidayList },
              addHoliday: { summary: 'Adds one, or gives it another name.', type: t['./people/request/request.dto'].HolidayDto },
            },
          },
        ],
        [
          m71,
          {
            LateWorkController: {
              list: { summary: 'Oldest first.' },
              accept: {
                summary: 'Has it done now, in the name of the officer who did it.',
                type: t['./people/late/late-work.dto'].LateWorkDto,
              },
              refuse: { summary: 'It is not done.', type: t['./people/late/late-work.dto'].LateWorkDto },
            },
          },
        ],
        [
          m72,
          {
            MandateController: {
              own: { summary: "An officer's own mandates, the latest first.", type: t['./people/mandate/mandate.dto'].MandateList },
              list: { summary: 'Who may act for the producer, and who once might.', type: t['./people/mandate/mandate.dto'].MandateList },
              grant: {
                summary: 'Lets an officer act for the producer. One of the same officer that still counts is replaced.',
                type: t['./people/mandate/mandate.dto'].MandateDto,
              },
              inProvince: { summary: 'Mandates of an officer in the province that are open, for handing them over one by one.' },
              handOver: {
                summary: "Another officer goes on in the same instant, with the producer's agreement to that officer.",
                type: t['./people/mandate/mandate.dto'].MandateDto,
              },
              revoke: { summary: 'Ends it at once.', type: t['./people/mandate/mandate.dto'].MandateDto },
            },
          },
        ],
        [
          m73,
          {
            OfficerAreaController: {
              list: { summary: 'Where an officer may help.', type: t['./people/mandate/officer-area.dto'].AreaList },
              own: { summary: 'Where I may help.', type: t['./people/mandate/officer-area.dto'].AreaList },
              put: {
                summary: 'Gives an officer these areas in place of those before.',
                type: t['./people/mandate/officer-area.dto'].AreaList,
              },
            },
          },
        ],
        [
          m74,
          {
            OfficerController: {
              forProducer: {
                summary: 'Officers who may serve the commune of the producer: to whom help can be handed over.',
                type: t['./people/mandate/officer.dto'].OfficerList,
              },
              ofProvince: {
                summary: 'Officers of a province, and how many each of them helps there.',
                type: t['./people/mandate/officer.dto'].ProvinceOfficerList,
              },
            },
          },
        ],
        [m75, { SmsDoorController: { receive: {} } }],
        [
          m76,
          {
            UndeliveredController: {
              list: { summary: 'Short messages that reached nobody, those that ended last first.' },
              sendAgain: { summary: 'Has one sent again.', type: t['./people/message/undelivered.dto'].QueuedDto },
            },
          },
        ],
        [
          m77,
          {
            ProducerController: {
              list: { summary: 'The producers one may see, oldest first.', type: t['./people/producer/producer.dto'].ProducerPage },
              create: {
                summary: 'Registers a producer; whoever does it belongs to it from then on.',
                type: t['./people/producer/producer.dto'].SavedProducerDto,
              },
              read: { summary: 'One producer.', type: t['./people/producer/producer.dto'].ProducerDto },
              change: {
                summary: 'Changes what is said; what is left out stays. A save on an old version is refused with the current state.',
                type: t['./people/producer/producer.dto'].SavedProducerDto,
              },
              sensitive: {
                summary: 'Personal number and bank account in full. Who looked is written down.',
                type: t['./people/producer/producer.dto'].SensitiveDto,
              },
              addMember: { summary: 'Lets an account act for a producer.', type: t['./people/producer/producer.dto'].MemberDto },
              removeMember: { summary: 'Ends that.' },
            },
          },
        ],
        [
          m78,
          {
            SensitiveReadController: { list: { summary: 'Who was shown the personal number and the bank account in full, newest first.' } },
          },
        ],
        [
          m79,
          {
            ProposalController: {
              list: { summary: 'What officers asked for, newest first.' },
              get: { type: t['./people/proposal/proposal.dto'].ProposalDetailDto },
              sendCode: {
                summary: "Sends a code to the producer's phone; the message names the change, and the code is good for nothing else.",
                type: t['./people/proposal/proposal.dto'].SentCodeDto,
              },
              confirm: {
                summary:
                  "Does it: said by the producer's own people, by an officer with the code that the producer got, or by an office with a signed paper.",
                type: t['./people/proposal/proposal.dto'].ProposalDto,
              },
              refuse: { type: t['./people/proposal/proposal.dto'].ProposalDto },
              withdraw: { summary: 'By the officer who made it.', type: t['./people/proposal/proposal.dto'].ProposalDto },
            },
          },
        ],
        [
          m80,
          {
            OwnSessionController: {
              list: { summary: 'Where one is logged in now.', type: t['./people/session/session.dto'].SessionList },
              endOthers: { summary: 'Logs out everywhere but here.' },
              end: { summary: 'Logs out in one browser.' },
            },
          },
        ],
        [
          m81,
          {
            PasswordController: {
              askCode: {
                summary: 'Sends a code to set a new password with; the answer is the same when nobody has that number.',
                type: t['./people/code/code.dto'].CodeSentDto,
              },
              reset: { summary: 'Sets a new password by code. Whoever is logged in anywhere is out.' },
              change: { summary: "Changes one's own password. Everybody else who is logged in as oneself is out." },
            },
          },
        ],
        [
          m82,
          {
            ClaimController: {
              ask: {
                summary: 'Sends a code to the number of a producer that an officer registered; the answer is the same when there is none.',
                type: t['./people/code/code.dto'].CodeSentDto,
              },
              confirm: {
                summary:
                  'Proves the number, makes the account when there is none, and logs in. One producer is claimed at once; several are offered by name.',
                type: t['./people/claim/claim.dto'].ClaimedDto,
              },
              list: {
                summary: 'What is offered to the number that was proven within the last 30 minutes.',
                type: t['./people/claim/claim.dto'].OfferList,
              },
              accept: { summary: "Takes those that are one's own.", type: t['./people/claim/claim.dto'].ClaimedDto },
            },
          },
        ],
        [
          m83,
          {
            ReceiptController: {
              setting: {
                summary: 'Whether the producer is told by short message what officers do for it.',
                type: t['./people/receipt/receipt.dto'].ReceiptSettingDto,
              },
              set: { summary: 'Switches them on or off.', type: t['./people/receipt/receipt.dto'].ReceiptSettingDto },
              list: {
                summary: 'Producers that said no to what an officer did, the latest first.',
                type: t['./people/receipt/receipt.dto'].ObjectionPage,
              },
            },
          },
        ],
        [
          m84,
          {
            OidcController: {
              begin: { summary: 'Sends the browser to the sign-in service of the province.' },
              finish: { summary: 'Where it comes back, with a code of the service.' },
            },
          },
        ],
        [
          m85,
          {
            SessionController: {
              logIn: {
                summary: 'Logs in; the session is a cookie that scripts cannot read.',
                type: t['./people/session/session.dto'].WhoDto,
              },
              askCode: {
                summary: 'Sends a code to log in with; the answer is the same when nobody has that number.',
                type: t['./people/code/code.dto'].CodeSentDto,
              },
              logInWithCode: { summary: 'Logs in with a code instead of the password.', type: t['./people/session/session.dto'].WhoDto },
              who: { summary: 'Who am I, and whom do I work for.', type: t['./people/session/session.dto'].WhoDto },
              logOut: { summary: 'Logs out.' },
            },
          },
        ],
        [
          m86,
          {
            TokenController: {
              list: { summary: "One's own tokens that still work.", type: t['./people/session/session.dto'].TokenPage },
              create: {
                summary: 'Makes a token for a program. Its secret is in this answer and nowhere else.',
                type: t['./people/session/session.dto'].NewTokenDto,
              },
              revoke: { summary: 'Revokes a token; it stops working at once.' },
            },
          },
        ],
        [
          m87,
          {
            ConnectionController: {
              create: { type: t['./platform/connection/connection.dto'].ConnectionDto },
              list: {},
              get: { type: t['./platform/connection/connection.dto'].ConnectionDto },
              change: { type: t['./platform/connection/connection.dto'].ConnectionDto },
              pause: { type: t['./platform/connection/connection.dto'].ConnectionDto },
              resume: { type: t['./platform/connection/connection.dto'].ConnectionDto },
              test: {
                summary: 'Logs in and asks for the categories. Writes nothing of ours, so it needs no key and asks again each time.',
                type: t['./platform/connection/connection.dto'].ConnectionTestDto,
              },
            },
            PlatformController: { list: { type: [t['./platform/connection/connection.dto'].PlatformDto] } },
          },
        ],
        [m88, { DeliveryController: { list: { summary: 'Newest first.' }, replay: { type: t['./sync/inbox/delivery.dto'].ReplayedDto } } }],
        [
          m89,
          {
            ArchiveController: {
              takeIn: {
                summary:
                  'Takes in the archive of a producer that is not here yet, with the same ids: all of it or nothing, in the background. See docs/producer-archive.md.',
                type: t['./catalog/archive/archive.dto'].IntakeDto,
              },
              intake: {
                summary: 'How far an archive that one has sent is, and what came of it.',
                type: t['./catalog/archive/archive.dto'].IntakeDto,
              },
              order: {
                summary: 'Has everything that is known of the producer put into one file, in the background.',
                type: t['./catalog/archive/archive.dto'].ArchiveDto,
              },
              get: {
                summary: 'Whether it is ready, and how large it is. The newest is kept for a week.',
                type: t['./catalog/archive/archive.dto'].ArchiveDto,
              },
              file: { summary: 'The file.' },
            },
          },
        ],
        [m90, { TemplateController: { template: { summary: 'The workbook to fill in and send as an import.' } } }],
        [
          m91,
          {
            ListController: {
              upload: {
                summary:
                  'Takes a decision on many certificates as a table (.xlsx or .csv) and checks it in the background; no certificate is entered until `run`.',
                type: t['./catalog/certificate-list/list.dto'].CertificateListDto,
              },
              list: { summary: 'Oldest first; kept for 90 days.', type: t['./catalog/certificate-list/list.dto'].CertificateListPage },
              template: { summary: 'The workbook to fill in and send.' },
              get: {
                summary: 'How far it is, and how many rows have which fate.',
                type: t['./catalog/certificate-list/list.dto'].CertificateListDto,
              },
              rows: { summary: 'What becomes of each row.', type: t['./catalog/certificate-list/list.dto'].CertificateListRowPage },
              report: { summary: 'The table as it was sent with a column "K\u1EBFt qu\u1EA3".' },
              run: {
                summary:
                  'Enters the matched certificates, verified: the office says what it has decided itself. In the background; doing it again changes nothing.',
                type: t['./catalog/certificate-list/list.dto'].CertificateListDto,
              },
            },
          },
        ],
        [
          m92,
          {
            CertificateController: {
              submit: { type: t['./catalog/document/certificate.dto'].CertificateDto },
              list: { type: t['./catalog/document/certificate.dto'].CertificateList },
              replace: { summary: 'As long as nobody has decided on it.', type: t['./catalog/document/certificate.dto'].CertificateDto },
              attach: {
                summary: 'PDF, JPEG, PNG, WebP or HEIC, as long as nobody has decided on it.',
                type: t['./catalog/document/certificate.dto'].CertificateDto,
              },
              file: { summary: 'The bytes as uploaded.' },
              preview: { summary: 'A picture upright and without metadata. Not of a PDF.' },
              verify: {
                summary: 'For people of the province and operators only, and not for whoever sent it.',
                type: t['./catalog/document/certificate.dto'].CertificateDto,
              },
              refuse: { type: t['./catalog/document/certificate.dto'].CertificateDto },
              revoke: {
                summary: "On one of the grounds of the programme's rules.",
                type: t['./catalog/document/certificate.dto'].CertificateDto,
              },
              fileRenewal: {
                summary: 'A renewal that was filed before the end lets the certificate run on while it is decided, 180 days at most.',
                type: t['./catalog/document/certificate.dto'].CertificateDto,
              },
            },
          },
        ],
        [
          m93,
          {
            DocumentController: {
              list: {},
              listFor: { summary: 'All that speak for the product: its own, and those of its producer and the facilities.' },
              submit: { type: t['./catalog/document/document.dto'].DocumentDto },
              get: { type: t['./catalog/document/document.dto'].DocumentDto },
              replace: { summary: 'As long as nobody has decided on it.', type: t['./catalog/document/document.dto'].DocumentDto },
              withdraw: {
                summary: 'Takes it back, as long as nobody has decided on it.',
                type: t['./catalog/document/document.dto'].DocumentDto,
              },
              attach: { summary: 'PDF, JPEG, PNG, WebP or HEIC.', type: t['./catalog/document/document.dto'].DocumentDto },
              file: { summary: 'The bytes as uploaded.' },
              preview: { summary: 'A picture upright and without metadata, also of a HEIC file that browsers cannot show. Not of a PDF.' },
              verify: {
                summary: 'For people of the province and operators only, and not for whoever sent it.',
                type: t['./catalog/document/document.dto'].DocumentDto,
              },
              reject: { type: t['./catalog/document/document.dto'].DocumentDto },
              revoke: {
                summary: 'A verified paper that turned out wrong or was taken away.',
                type: t['./catalog/document/document.dto'].DocumentDto,
              },
            },
          },
        ],
        [
          m94,
          {
            EvidenceController: {
              put: {
                summary:
                  'The photo of the signed paper or of the thumbprint: the very file whose SHA-256 was announced. An officer may bring it late, when the mandate waits for it.',
                type: t['./catalog/document/evidence.dto'].EvidenceDto,
              },
              get: { summary: 'The photo as it came.' },
            },
          },
        ],
        [
          m95,
          {
            ReminderController: {
              open: { summary: 'What is to be done about papers that end.', type: t['./catalog/document/reminder.dto'].ReminderList },
              dismiss: { summary: 'Puts one away; answers those that are left.', type: t['./catalog/document/reminder.dto'].ReminderList },
            },
          },
        ],
        [
          m96,
          {
            WorkListController: {
              list: { summary: "Documents and certificates of the province's producers, those that have waited longest first." },
            },
          },
        ],
        [
          m97,
          {
            ProductDuplicateController: {
              list: {
                summary: 'Other products that may be the same one, at this producer or at another seller.',
                type: t['./catalog/duplicate/duplicate.dto'].ProductDuplicateList,
              },
              keepApart: {
                summary: 'Says that they are two. Holds until something new speaks for one.',
                type: t['./catalog/duplicate/duplicate.dto'].ProductDuplicateDto,
              },
            },
          },
        ],
        [
          m98,
          {
            ImportController: {
              upload: {
                summary: 'Takes a table (.xlsx or .csv) and checks it in the background; no product is written until `run`.',
                type: t['./catalog/exchange/import.dto'].ImportDto,
              },
              list: { summary: 'Oldest first.', type: t['./catalog/exchange/import.dto'].ImportPage },
              get: { summary: 'How far it is.', type: t['./catalog/exchange/import.dto'].ImportDto },
              issues: {
                summary: 'What is wrong, by cell, with what to do: the first 1,000.',
                type: t['./catalog/exchange/import.dto'].ImportIssueList,
              },
              report: { summary: 'The table as it was sent with a column "L\u1ED7i": mend it and send it again.' },
              run: {
                summary: 'Takes over the rows of a checked table, in the background.',
                type: t['./catalog/exchange/import.dto'].ImportDto,
              },
              cancel: { summary: 'Stops it. Rows that were taken over stay.', type: t['./catalog/exchange/import.dto'].ImportDto },
            },
          },
        ],
        [m99, { ExportController: { export: { summary: 'All products as a table, one row for each pack; an import takes it back.' } } }],
        [
          m100,
          {
            CheckController: {
              check: {
                summary:
                  'Checks one number or name while it is typed. Nothing is stored, so it needs no key; it is no GET, because addresses end up in logs.',
                type: t['./catalog/identifier/check.dto'].CheckDto,
              },
            },
          },
        ],
        [
          m101,
          {
            OverrideController: {
              get: {
                summary: 'What this platform is told instead of what the product says of itself.',
                type: t['./catalog/override/override.dto'].OverrideDto,
              },
              set: {
                summary:
                  'Replaces it. Words and prices reach the platform once the product is published again; a changed weight is planned at once.',
                type: t['./catalog/override/override.dto'].OverrideDto,
              },
              clear: { summary: "All falls back to the product's own.", type: t['./catalog/override/override.dto'].OverrideDto },
            },
          },
        ],
        [
          m55,
          {
            PhotoCheckController: {
              check: {
                summary: 'Before anything is sent: which photo each platform would take, and why not.',
                type: t['./catalog/photo/photo-check.controller'].PhotoCheckList,
              },
            },
          },
        ],
        [
          m102,
          {
            PhotoController: {
              upload: { type: t['./catalog/photo/photo.dto'].PhotoDto },
              get: {
                summary: 'What is known of a photo, with hints at what could be better.',
                type: t['./catalog/photo/photo.dto'].PhotoDto,
              },
              original: { summary: "The bytes as uploaded, with whatever the camera wrote into them: for the producer's own people." },
              preview: { summary: 'Upright JPEG without metadata, also of a HEIC file that browsers cannot show.' },
            },
          },
        ],
        [m103, { PublicPhotoController: { rendition: {} } }],
        [
          m104,
          {
            AttributeController: {
              list: { summary: 'What products of a set may or must say of themselves. Oldest first.' },
              define: {
                summary: 'For people of the province and operators only.',
                type: t['./catalog/product/attribute.dto'].AttributeDefinitionDto,
              },
              change: {
                summary: 'Ends the definition the day before and makes a new one of the same code.',
                type: t['./catalog/product/attribute.dto'].AttributeDefinitionDto,
              },
              end: {
                summary: 'It is not asked any more after that day; values that products have stay.',
                type: t['./catalog/product/attribute.dto'].AttributeDefinitionDto,
              },
            },
          },
        ],
        [
          m105,
          {
            ProductController: {
              create: { type: t['./catalog/product/product.dto'].SavedProductDto },
              list: { type: t['./catalog/product/product.dto'].ProductPage },
              get: { type: t['./catalog/product/product.dto'].ProductDto },
              change: { type: t['./catalog/product/product.dto'].SavedProductDto },
              addPack: { type: t['./catalog/product/product.dto'].SavedProductDto },
              changePack: { type: t['./catalog/product/product.dto'].SavedProductDto },
              setPhotos: { type: t['./catalog/product/product.dto'].SavedProductDto },
            },
          },
        ],
        [m106, { ReadinessController: { all: { type: t['./catalog/readiness/readiness.dto'].ReadinessList } } }],
        [
          m107,
          {
            OldPlaceController: {
              search: { summary: 'At most 20, those that begin so first.', type: t['./catalog/reference/old-place.dto'].OldPlaceList },
              successors: {
                summary: 'What became of one: a commune, or what to ask.',
                type: t['./catalog/reference/old-place.dto'].SuccessorsDto,
              },
              resolve: {
                summary: 'An old list, line by line. Writes nothing, so it needs no key.',
                type: t['./catalog/reference/old-place.dto'].ResolvedLines,
              },
              historicRegion: {
                summary: 'Provinces of before July 2025 that a commune of today was made of.',
                type: t['./catalog/reference/old-place.dto'].HistoricRegionDto,
              },
            },
          },
        ],
        [m108, { ReferenceController: { ocopSets: {}, provinces: {}, communes: {} } }],
        [
          m109,
          {
            PlatformRuleController: {
              list: {},
              lay: { type: t['./catalog/rule/platform-rule.dto'].PlatformRuleDto },
              end: { type: t['./catalog/rule/platform-rule.dto'].PlatformRuleDto },
            },
          },
        ],
        [
          m110,
          {
            RuleController: {
              list: {},
              add: { type: t['./catalog/rule/rule.dto'].RuleDto },
              end: { type: t['./catalog/rule/rule.dto'].RuleDto },
              suspend: { type: t['./catalog/rule/rule.dto'].RuleDto },
            },
          },
        ],
        [
          m111,
          {
            UploadController: {
              options: { summary: 'What of the protocol is spoken here.', type: String },
              create: { type: String },
              list: { summary: 'What is under way, what is missing of it, and what was finished lately.' },
              status: { type: t['./catalog/upload/upload.dto'].UploadDto },
              send: { type: String },
              cancel: { summary: 'Gives a file up.', type: String },
            },
          },
        ],
        [
          m112,
          {
            VersionController: {
              list: { summary: 'Newest first: who changed the product, and when.' },
              get: { summary: 'The product as it was.', type: t['./catalog/version/version.dto'].VersionDetailDto },
              diff: {
                summary: 'What differs between two versions, field by field.',
                type: t['./catalog/version/version.dto'].VersionDiffDto,
              },
              restore: {
                summary: 'Makes a new version with the content of an old one.',
                type: t['./catalog/version/version.dto'].RestoredDto,
              },
            },
          },
        ],
        [
          m113,
          {
            BreachController: {
              report: {
                summary: 'Whose data an account, a token or a shop in wrong hands could reach in that time, and what was done with it.',
                type: t['./selling/breach/breach.dto'].BreachReportDto,
              },
              print: { summary: 'The same for paper.', type: String },
            },
          },
        ],
        [
          m114,
          {
            ErasureController: {
              order: {
                summary: 'Erases whoever asked for it: a producer once nothing of it is on sale and no order is open, a buyer, an account.',
                type: t['./selling/erasure/erasure.dto'].ErasureDto,
              },
              list: { summary: 'The latest first, at most 100.', type: t['./selling/erasure/erasure.dto'].ErasureList },
              get: { summary: 'How far it is, and what it waits for.', type: t['./selling/erasure/erasure.dto'].ErasureDto },
              buyers: {
                summary: 'Orders of somebody who bought, by the whole phone number or name.',
                type: t['./selling/erasure/erasure.dto'].BuyerOrderList,
              },
            },
          },
        ],
        [
          m115,
          {
            ListingController: {
              shops: { summary: 'Shops that the producer can publish to.', type: [t['./selling/listing/listing.dto'].ShopDto] },
              publish: {
                summary:
                  "One registration, live everywhere: publishes all packs of the product. What an officer offers for the first time waits for the producer's word.",
                type: Object,
              },
              list: { type: t['./selling/listing/listing.dto'].ListingPage },
              get: { type: t['./selling/listing/listing.dto'].ListingDetailDto },
              pause: {
                summary: "Takes the listing off the platform's shelves; it keeps its place.",
                type: t['./selling/listing/listing.dto'].ListingDto,
              },
              resume: { type: t['./selling/listing/listing.dto'].ListingDto },
              withdraw: { summary: 'Removes it from the platform for good.', type: t['./selling/listing/listing.dto'].ListingDto },
            },
          },
        ],
        [
          m116,
          {
            VerdictController: {
              get: {
                summary: 'The verdict under which the listing was accepted, and the same verdict given again now.',
                type: t['./selling/listing/verdict.dto'].VerdictDto,
              },
            },
          },
        ],
        [
          m117,
          {
            OfficerController: {
              list: { summary: 'The producers whom the officer may help now, oldest first, each with what to do first.' },
              take: {
                summary:
                  'What an officer takes along for days without a signal: one JSON object a line, named by its `line`; the last one is the `end` and says `asOf`.',
              },
            },
          },
        ],
        [
          m118,
          {
            StoryController: {
              read: {
                summary: 'Who did what with the listing, what was sent, what came back, and what waits.',
                type: t['./selling/listing/story.dto'].StoryDto,
              },
            },
          },
        ],
        [
          m119,
          {
            PickListController: {
              read: {
                summary: 'What to lay out and pack for the confirmed orders that have not left.',
                type: t['./selling/order/pick-list.dto'].PickListDto,
              },
              print: { summary: 'The same on A4.', type: String },
            },
          },
        ],
        [
          m120,
          {
            NextStepController: {
              ofProducer: { summary: 'Vi\u1EC7c c\u1EA7n l\u00E0m of one producer: by deadline, then the cheapest first.' },
              ofAll: {
                summary:
                  'The same over all producers that the caller may see. An office of a province and the operator find their own work in it, not that of the producers.',
              },
            },
          },
        ],
        [
          m121,
          {
            OrderController: {
              list: {},
              get: { type: t['./selling/order/order.dto'].OrderDto },
              confirm: { type: t['./selling/order/order.dto'].OrderDto },
              refuse: { type: t['./selling/order/order.dto'].OrderDto },
              ship: { summary: 'Asks the platform for a waybill and its courier.', type: t['./selling/order/order.dto'].OrderDto },
              cancel: { type: t['./selling/order/order.dto'].OrderDto },
              acceptReturn: {
                summary: 'After a failed delivery: has the goods brought back.',
                type: t['./selling/order/order.dto'].OrderDto,
              },
              deliverAgain: { summary: 'After a failed delivery: has it tried again.', type: t['./selling/order/order.dto'].OrderDto },
              label: { summary: 'The label as the platform prints it.' },
            },
          },
        ],
        [
          m122,
          {
            ProductCardController: {
              list: {
                summary: 'What lists show of every product, for those who keep them on a telephone: all of it once, and then what changed.',
                type: t['./selling/card/product-card.dto'].ProductCardPage,
              },
            },
          },
        ],
        [
          m123,
          {
            ProductSearchController: {
              search: {
                summary: 'Products of all the producers that one may see, by words and by what is known of them.',
                type: t['./selling/search/found-product.dto'].FoundProductPage,
              },
            },
          },
        ],
        [
          m124,
          {
            LotController: {
              list: { type: t['./selling/stock/lot.dto'].LotList },
              create: {
                summary:
                  'Enters a harvest, also one that is still to come: its units are added to the counted stock, and sold on the days it says.',
                type: t['./selling/stock/lot.dto'].LotDto,
              },
              change: { type: t['./selling/stock/lot.dto'].LotDto },
              writeOff: { summary: 'Takes spoiled goods out of the counted stock.', type: t['./selling/stock/lot.dto'].LotDto },
            },
          },
        ],
        [
          m125,
          {
            StockController: {
              get: { type: t['./selling/stock/stock.dto'].StockDto },
              moves: { summary: 'The ledger, newest first.' },
              count: { summary: 'Sets what was counted.', type: t['./selling/stock/stock.dto'].StockDto },
              adjust: { summary: 'Adds or takes away.', type: t['./selling/stock/stock.dto'].StockDto },
            },
          },
        ],
        [
          m126,
          {
            StockListController: {
              list: {
                summary: 'What is there of every product, for those who look at many or carry them along.',
                type: t['./selling/stock/stock.dto'].StockLevelPage,
              },
            },
          },
        ],
        [
          m127,
          {
            MergeController: {
              preview: {
                summary: 'What it would do to merge another producer into this one, and what forbids it. Writes nothing.',
                type: t['./selling/merge/merge.dto'].MergePreviewDto,
              },
              merge: {
                summary: 'Merges another producer into this one, as it was shown: all of it or nothing. It cannot be undone.',
                type: t['./selling/merge/merge.dto'].MergeDto,
              },
            },
          },
        ],
        [
          m128,
          {
            PracticeController: {
              of: {
                summary: 'The household with which the officer tries everything.',
                type: t['./selling/practice/practice.dto'].PracticeDto,
              },
              begin: { summary: 'Makes it, or answers the one that is there.', type: t['./selling/practice/practice.dto'].PracticeDto },
              restart: {
                summary: 'Empties it: what was tried goes off the practice platforms, and another one is begun.',
                type: t['./selling/practice/practice.dto'].PracticeDto,
              },
              papers: {
                summary:
                  'Invented papers and label data for a product of it, as the law asks of such a product: nobody verifies papers there.',
              },
            },
          },
        ],
        [
          m129,
          {
            UndoController: {
              undo: {
                summary: 'Puts back a price, or what was counted or adjusted in the store.',
                type: t['./selling/undo/undo.dto'].UndoneDto,
              },
            },
          },
        ],
        [
          m130,
          {
            WishController: {
              put: {
                summary:
                  'Publishes the product at each of the shops by itself, as soon as it is ready there. Shown by `GET \u2026/why-not-live`; what an officer wished is then proposed.',
                type: t['./selling/wish/wish.dto'].PublicationWishDto,
              },
              takeBack: { summary: 'What is on sale already stays there.' },
            },
          },
        ],
        [
          m131,
          {
            WhyNotLiveController: {
              ask: {
                summary: 'What stands between the product and its buyers, shop by shop, and who must act.',
                type: t['./selling/why/why-not-live.dto'].WhyDto,
              },
            },
          },
        ],
        [
          m132,
          {
            CoverageController: {
              read: {
                summary: 'How many products of each commune are on platforms.',
                type: t['./insight/coverage/coverage.dto'].CoverageDto,
              },
            },
          },
        ],
        [
          m133,
          {
            FigureController: {
              ordersByWeek: {
                summary: 'Orders, packs and \u0111\u1ED3ng by week and platform; weeks go from Monday to Sunday in Vietnam.',
                type: t['./insight/figure/figure.dto'].WeekFigureList,
              },
              stock: {
                summary: 'Stock day by day: counted, promised, and shown on each platform.',
                type: t['./insight/figure/figure.dto'].StockFigureList,
              },
            },
          },
        ],
        [
          m134,
          {
            ConnectionHealthController: {
              read: {
                summary:
                  'How the work with the shop stands: what waits and for how long, what is lost, and how often the platform says no.',
                type: t['./insight/health/connection-health.dto'].ConnectionHealthDto,
              },
            },
          },
        ],
        [
          m135,
          {
            HealthController: {
              healthz: { summary: 'The process is up.', type: t['./program/health.dto'].HealthDto },
              readyz: {
                summary: 'The database answers; 503 otherwise. Says too whether short messages go out.',
                type: t['./program/health.dto'].ReadyDto,
              },
            },
          },
        ],
        [m136, { StartPageController: { show: {} } }],
      ],
    },
  };
};
