import { ROLES } from '../../shared/http';
import type { Right } from '../mandate/mandate.rules';
import type { Access } from './access.rules';

const everybody: Access = { public: true };
const anyRole: Access = { allow: ROLES };
const operator: Access = { allow: ['operator'] };
/** Those who do the work for a producer. With `:producerId` in the path the guard also asks whether it is theirs, and of an officer the right. */
const working = (right: Right): Access => ({ allow: ['producer', 'officer', 'operator'], right });
/** The same and the provincial office. */
const together = (right: Right): Access => ({ allow: ['producer', 'officer', 'province', 'operator'], right });
const reading = together('profile.read');
/** Those who say whether a paper is good. */
const deciding: Access = { allow: ['province', 'operator'] };

/**
 * Who may do what: one line per route, keyed as the router knows it. A route that is missing here lets nobody in, and a test fails for it as well as for a
 * line without a route. A path with `:producerId` is also checked for the relation to that producer.
 */
export const ACCESS: Readonly<Record<string, Access>> = {
  // people
  'POST /api/v1/session': everybody,
  'GET /api/v1/session': anyRole,
  'DELETE /api/v1/session': anyRole,
  'GET /api/v1/session/oidc': everybody,
  'GET /api/v1/session/oidc/callback': everybody,
  'POST /api/v1/session/codes': everybody,
  'POST /api/v1/session/with-code': everybody,
  'POST /api/v1/claims': everybody,
  'POST /api/v1/claims/confirm': everybody,
  'GET /api/v1/claims': { allow: ['producer'] },
  'POST /api/v1/claims/accept': { allow: ['producer'], sessionOnly: true },
  'GET /api/v1/objections': { allow: ['province', 'operator'] },
  'GET /api/v1/producers/:producerId/receipts': reading,
  'PUT /api/v1/producers/:producerId/receipts': { allow: ['producer', 'operator'] }, // not those whom they are about
  'GET /api/v1/sessions': anyRole,
  'DELETE /api/v1/sessions': { allow: ROLES, sessionOnly: true },
  'DELETE /api/v1/sessions/:sessionId': { allow: ROLES, sessionOnly: true },
  'POST /api/v1/password/codes': everybody,
  'POST /api/v1/password/reset': everybody,
  'PUT /api/v1/password': { allow: ROLES, sessionOnly: true },
  'GET /api/v1/tokens': anyRole,
  'POST /api/v1/tokens': { allow: ROLES, sessionOnly: true },
  'DELETE /api/v1/tokens/:tokenId': anyRole,
  'GET /api/v1/accounts': operator,
  'POST /api/v1/accounts': operator,
  'PATCH /api/v1/accounts/:accountId': operator,
  'GET /api/v1/producers': anyRole,
  'POST /api/v1/producers': { allow: ['producer', 'officer', 'operator'] },
  'GET /api/v1/producers/:producerId': reading,
  'PATCH /api/v1/producers/:producerId': working('profile.edit'),
  'GET /api/v1/producers/:producerId/sensitive': { allow: ['producer', 'operator'] }, // in full; each look is written down
  'GET /api/v1/producers/:producerId/sensitive-reads': { allow: ['producer', 'province', 'operator'] },
  'GET /api/v1/producers/:producerId/duplicates': reading,
  'POST /api/v1/producers/:producerId/duplicates/:hintId/decide': { allow: ['officer', 'province', 'operator'], right: 'profile.edit' },
  'GET /api/v1/accounts/:accountId/areas': { allow: ['province', 'operator'] },
  'GET /api/v1/producers/:producerId/merge-preview': { allow: ['producer', 'province', 'operator'] }, // who may see both
  'POST /api/v1/producers/:producerId/merges': { allow: ['producer', 'province', 'operator'] },
  'PUT /api/v1/accounts/:accountId/areas': { allow: ['province', 'operator'] },
  'GET /api/v1/consent-texts': anyRole,
  'POST /api/v1/consent-texts': operator,
  'GET /api/v1/producers/:producerId/consents': reading,
  'POST /api/v1/producers/:producerId/consents': working('profile.read'), // only with a proof of what the producer's own people said
  'POST /api/v1/producers/:producerId/consents/code': { ...together('profile.read'), withoutEvidence: true },
  'POST /api/v1/producers/:producerId/consents/code/confirm': { ...together('profile.read'), withoutEvidence: true },
  'POST /api/v1/producers/:producerId/consents/:consentId/withdraw': reading,
  'GET /api/v1/producers/:producerId/consents/:consentId/evidence': { allow: ['producer', 'province', 'operator'], traced: 'paper-file' },
  'PUT /api/v1/producers/:producerId/consents/:consentId/evidence': { ...together('profile.read'), withoutEvidence: true },
  'GET /api/v1/producers/:producerId/consents/:consentId/print': reading,
  'GET /api/v1/requests': { allow: ['province', 'operator'] },
  'POST /api/v1/requests': operator,
  'POST /api/v1/requests/:requestId/acknowledge': { allow: ['province', 'operator'] },
  'POST /api/v1/requests/:requestId/done': { allow: ['province', 'operator'] },
  'POST /api/v1/requests/:requestId/refuse': { allow: ['province', 'operator'] },
  'GET /api/v1/producers/:producerId/requests': reading,
  'POST /api/v1/producers/:producerId/requests': reading,
  'POST /api/v1/producers/:producerId/requests/:requestId/lift': { allow: ['producer', 'province', 'operator'] },
  'GET /api/v1/producers/:producerId/person-data': { allow: ['producer', 'operator'], traced: 'person-data' },
  'GET /api/v1/public-holidays': anyRole,
  'POST /api/v1/public-holidays': operator,
  'GET /api/v1/officer/practice': { allow: ['officer'] },
  'POST /api/v1/officer/practice': { allow: ['officer'] },
  'POST /api/v1/officer/practice/restart': { allow: ['officer'] },
  'POST /api/v1/officer/practice/products/:productId/papers': { allow: ['officer'] },
  'GET /api/v1/mandates': { allow: ['officer'] },
  'GET /api/v1/producers/:producerId/mandates': reading,
  'POST /api/v1/producers/:producerId/mandates': together('profile.read'),
  'GET /api/v1/provinces/:code/mandates': deciding,
  'GET /api/v1/provinces/:code/officers': deciding,
  'GET /api/v1/producers/:producerId/officers': { allow: ['producer', 'province', 'operator'] }, // who may hand over
  'POST /api/v1/producers/:producerId/mandates/:mandateId/handover': { allow: ['producer', 'province', 'operator'] },
  'POST /api/v1/producers/:producerId/mandates/:mandateId/revoke': together('profile.read'),
  'GET /api/v1/producers/:producerId/proposals': reading,
  'GET /api/v1/producers/:producerId/proposals/:proposalId': reading,
  'POST /api/v1/producers/:producerId/proposals/:proposalId/code': working('profile.read'), // goes to the producer's phone
  'POST /api/v1/producers/:producerId/proposals/:proposalId/confirm': together('profile.read'), // of an officer: with that code only
  'POST /api/v1/producers/:producerId/proposals/:proposalId/refuse': { allow: ['producer', 'province', 'operator'] },
  'POST /api/v1/producers/:producerId/proposals/:proposalId/withdraw': working('profile.read'), // by the officer who made it
  'GET /api/v1/producers/:producerId/acts': reading, // of an officer: the officer's own
  'GET /api/v1/producers/:producerId/late-work': reading,
  'POST /api/v1/producers/:producerId/late-work/:lateWorkId/accept': { allow: ['producer', 'province', 'operator'] },
  'POST /api/v1/producers/:producerId/late-work/:lateWorkId/refuse': { allow: ['producer', 'province', 'operator'] },
  'PUT /api/v1/producers/:producerId/members/:accountId': operator,
  'DELETE /api/v1/producers/:producerId/members/:accountId': operator,

  'GET /api/v1/messages/undelivered': operator,
  'POST /api/v1/messages/:messageId/send-again': operator,
  'POST /webhooks/sms': everybody, // the handler asks for the gateway's secret

  // catalog
  'POST /api/v1/producers/archives': { allow: ['producer', 'operator'] }, // an officer has no mandate for who is not here yet
  'GET /api/v1/producers/archives/:intakeId': { allow: ['producer', 'operator'] }, // of one's own
  'POST /api/v1/producers/:producerId/archives': working('product.create'),
  'GET /api/v1/producers/:producerId/archives/:archiveId': working('profile.read'),
  'GET /api/v1/producers/:producerId/archives/:archiveId/file': { ...working('profile.read'), traced: 'archive' },
  'GET /api/v1/reference/ocop-sets': everybody,
  'GET /api/v1/reference/provinces': everybody,
  'GET /api/v1/reference/provinces/:code/communes': everybody,
  'GET /api/v1/attribute-definitions': anyRole,
  'POST /api/v1/attribute-definitions': { allow: ['province', 'operator'] },
  'PATCH /api/v1/attribute-definitions/:id': { allow: ['province', 'operator'] },
  'POST /api/v1/attribute-definitions/:id/end': { allow: ['province', 'operator'] },
  'GET /api/v1/reference/old-places': anyRole,
  'GET /api/v1/reference/old-places/:code/successors': anyRole,
  'POST /api/v1/reference/old-places/resolve': anyRole,
  'GET /api/v1/reference/communes/:code/historic-region': anyRole,
  'POST /api/v1/reference/check': anyRole,
  'GET /api/v1/rules': anyRole,
  'POST /api/v1/rules': operator,
  'POST /api/v1/rules/:ruleId/end': operator,
  'POST /api/v1/rules/:ruleId/suspend': operator,
  'GET /api/v1/platform-rules': anyRole,
  'POST /api/v1/platform-rules': operator,
  'POST /api/v1/platform-rules/:ruleId/end': operator,
  'POST /api/v1/producers/:producerId/products': working('product.create'),
  'GET /api/v1/producers/:producerId/products': reading,
  'GET /api/v1/producers/:producerId/products/template': reading,
  'GET /api/v1/producers/:producerId/products/export': { ...working('profile.read'), traced: 'product-export' },
  'POST /api/v1/producers/:producerId/products/imports': working('product.create'),
  'GET /api/v1/producers/:producerId/products/imports': working('profile.read'),
  'GET /api/v1/producers/:producerId/products/imports/:importId': working('profile.read'),
  'GET /api/v1/producers/:producerId/products/imports/:importId/issues': working('profile.read'),
  'GET /api/v1/producers/:producerId/products/imports/:importId/report': working('profile.read'),
  'POST /api/v1/producers/:producerId/products/imports/:importId/run': working('product.create'),
  'POST /api/v1/producers/:producerId/products/imports/:importId/cancel': working('product.create'),
  'GET /api/v1/producers/:producerId/products/:productId': reading,
  'PATCH /api/v1/producers/:producerId/products/:productId': working('product.edit'),
  'POST /api/v1/producers/:producerId/products/:productId/packs': working('product.edit'),
  'PATCH /api/v1/producers/:producerId/products/:productId/packs/:packId': working('product.edit'),
  'PUT /api/v1/producers/:producerId/products/:productId/photos': working('product.edit'),
  'GET /api/v1/producers/:producerId/products/:productId/overrides/:platform': reading,
  'PUT /api/v1/producers/:producerId/products/:productId/overrides/:platform': working('product.edit'),
  'DELETE /api/v1/producers/:producerId/products/:productId/overrides/:platform': working('product.edit'),
  'GET /api/v1/producers/:producerId/products/:productId/versions': reading,
  'GET /api/v1/producers/:producerId/products/:productId/versions/:version': reading,
  'GET /api/v1/producers/:producerId/products/:productId/versions/:version/diff/:other': reading,
  'POST /api/v1/producers/:producerId/products/:productId/versions/:version/restore': working('product.edit'),
  'GET /api/v1/producers/:producerId/products/:productId/duplicates': reading,
  'POST /api/v1/producers/:producerId/products/:productId/duplicates/:otherId/distinct': together('product.edit'), // the province's word as well
  'GET /api/v1/producers/:producerId/products/:productId/readiness': reading,
  'POST /api/v1/producers/:producerId/products/:productId/certificates': working('document.upload'),
  'GET /api/v1/producers/:producerId/products/:productId/certificates': reading,
  'POST /api/v1/producers/:producerId/products/:productId/certificates/:id/verify': deciding,
  'POST /api/v1/producers/:producerId/products/:productId/certificates/:id/refuse': deciding,
  'POST /api/v1/producers/:producerId/products/:productId/certificates/:id/revoke': deciding,
  'POST /api/v1/producers/:producerId/products/:productId/certificates/:id/renewal': deciding,
  'PUT /api/v1/producers/:producerId/products/:productId/certificates/:id': working('document.upload'),
  'PUT /api/v1/producers/:producerId/products/:productId/certificates/:id/file': working('document.upload'),
  'GET /api/v1/producers/:producerId/products/:productId/certificates/:id/file': { ...reading, traced: 'paper-file' },
  'GET /api/v1/producers/:producerId/products/:productId/certificates/:id/preview': reading,
  'GET /api/v1/provinces/:code/papers': deciding,
  'POST /api/v1/provinces/:code/certificate-lists': deciding,
  'GET /api/v1/provinces/:code/certificate-lists': deciding,
  'GET /api/v1/provinces/:code/certificate-lists/template': deciding,
  'GET /api/v1/provinces/:code/certificate-lists/:listId': deciding,
  'GET /api/v1/provinces/:code/certificate-lists/:listId/rows': deciding,
  'GET /api/v1/provinces/:code/certificate-lists/:listId/report': deciding,
  'POST /api/v1/provinces/:code/certificate-lists/:listId/run': { allow: ['province'] }, // only the office says what it has decided
  'GET /api/v1/producers/:producerId/reminders': reading,
  'POST /api/v1/producers/:producerId/reminders/:reminderId/dismiss': working('document.upload'),
  'GET /api/v1/producers/:producerId/documents': reading,
  'POST /api/v1/producers/:producerId/documents': working('document.upload'),
  'GET /api/v1/producers/:producerId/documents/:documentId': reading,
  'PUT /api/v1/producers/:producerId/documents/:documentId': working('document.upload'),
  'DELETE /api/v1/producers/:producerId/documents/:documentId': working('document.upload'),
  'PUT /api/v1/producers/:producerId/documents/:documentId/file': working('document.upload'),
  'GET /api/v1/producers/:producerId/documents/:documentId/file': { ...reading, traced: 'paper-file' },
  'GET /api/v1/producers/:producerId/documents/:documentId/preview': reading,
  'POST /api/v1/producers/:producerId/documents/:documentId/verify': deciding,
  'POST /api/v1/producers/:producerId/documents/:documentId/reject': deciding,
  'POST /api/v1/producers/:producerId/documents/:documentId/revoke': deciding,
  'GET /api/v1/producers/:producerId/products/:productId/documents': reading,
  'POST /api/v1/producers/:producerId/photos': working('product.edit'),
  'GET /api/v1/producers/:producerId/photos/:photoId': reading,
  'GET /api/v1/producers/:producerId/products/:productId/photos/check': reading,
  'GET /api/v1/producers/:producerId/photos/:photoId/original': { ...working('profile.read'), traced: 'photo-original' },
  'GET /api/v1/producers/:producerId/photos/:photoId/preview': reading,
  'OPTIONS /api/v1/producers/:producerId/uploads': everybody,
  'POST /api/v1/producers/:producerId/uploads': working('product.edit'),
  'GET /api/v1/producers/:producerId/uploads': working('profile.read'),
  'GET /api/v1/producers/:producerId/uploads/:uploadId': working('profile.read'),
  'PATCH /api/v1/producers/:producerId/uploads/:uploadId': working('product.edit'),
  'DELETE /api/v1/producers/:producerId/uploads/:uploadId': working('product.edit'),
  'GET /photos/:name': everybody,

  // platform
  'GET /api/v1/platforms': anyRole,
  'GET /api/v1/connections': operator,
  'POST /api/v1/connections': operator,
  'GET /api/v1/connections/:id': operator,
  'PATCH /api/v1/connections/:id': operator,
  'POST /api/v1/connections/:id/test': operator,
  'POST /api/v1/connections/:id/pause': operator,
  'POST /api/v1/connections/:id/resume': operator,

  // sync
  'POST /webhooks/:platform/:connectionId': everybody, // the adapter checks its signature
  'GET /api/v1/connections/:connectionId/deliveries': operator,
  'POST /api/v1/connections/:connectionId/deliveries/replay': operator,

  // selling
  'GET /api/v1/products/search': anyRole, // asks for each producer whether one may see it
  'GET /api/v1/next-steps': anyRole, // the same
  'GET /api/v1/officer/areas': { allow: ['officer'] },
  'GET /api/v1/officer/households': { allow: ['officer'] },
  'GET /api/v1/officer/bag': { allow: ['officer'] }, // asks for each producer named
  'GET /api/v1/producers/:producerId/pick-list': working('profile.read'), // says for whom, masked
  'GET /api/v1/producers/:producerId/pick-list/print': working('profile.read'),
  'GET /api/v1/producers/:producerId/listings/:listingId/story': reading,
  'GET /api/v1/producers/:producerId/product-cards': reading,
  'GET /api/v1/producers/:producerId/next-steps': reading,
  'GET /api/v1/producers/:producerId/shops': reading,
  'POST /api/v1/producers/:producerId/products/:productId/listings': working('listing.publish'),
  'PUT /api/v1/producers/:producerId/products/:productId/publication-wish': working('listing.publish'),
  'DELETE /api/v1/producers/:producerId/products/:productId/publication-wish': working('listing.publish'),
  'GET /api/v1/producers/:producerId/products/:productId/why-not-live': reading,
  'GET /api/v1/producers/:producerId/listings': reading,
  'GET /api/v1/producers/:producerId/listings/:listingId': reading,
  'GET /api/v1/producers/:producerId/listings/:listingId/verdict': reading,
  'POST /api/v1/producers/:producerId/listings/:listingId/pause': working('listing.publish'),
  'POST /api/v1/producers/:producerId/listings/:listingId/resume': working('listing.publish'),
  'POST /api/v1/producers/:producerId/listings/:listingId/withdraw': working('listing.publish'),
  'GET /api/v1/producers/:producerId/products/:productId/lots': reading,
  'POST /api/v1/producers/:producerId/products/:productId/lots': working('stock.update'),
  'PATCH /api/v1/producers/:producerId/products/:productId/lots/:lotId': working('stock.update'),
  'POST /api/v1/producers/:producerId/products/:productId/lots/:lotId/write-off': working('stock.update'),
  'GET /api/v1/producers/:producerId/stock': reading,
  'GET /api/v1/producers/:producerId/products/:productId/stock': reading,
  'GET /api/v1/producers/:producerId/products/:productId/stock/moves': reading,
  'PUT /api/v1/producers/:producerId/products/:productId/stock': working('stock.update'),
  'POST /api/v1/producers/:producerId/products/:productId/stock/adjustments': working('stock.update'),
  'POST /api/v1/producers/:producerId/acts/:seq/undo': { allow: ['producer', 'operator'] },
  'GET /api/v1/producers/:producerId/orders': working('profile.read'), // buyers' names and addresses: not for the province
  'GET /api/v1/producers/:producerId/orders/:orderId': working('profile.read'),
  'GET /api/v1/producers/:producerId/orders/:orderId/label': working('order.handover'),
  'POST /api/v1/producers/:producerId/orders/:orderId/confirm': working('order.confirm'),
  'POST /api/v1/producers/:producerId/orders/:orderId/refuse': working('order.confirm'),
  'POST /api/v1/producers/:producerId/orders/:orderId/ship': working('order.handover'),
  'POST /api/v1/producers/:producerId/orders/:orderId/cancel': working('order.confirm'),
  'POST /api/v1/producers/:producerId/orders/:orderId/accept-return': working('order.handover'),
  'POST /api/v1/producers/:producerId/orders/:orderId/deliver-again': working('order.handover'),

  'POST /api/v1/erasures': operator,
  'GET /api/v1/erasures': operator,
  'GET /api/v1/erasures/:erasureId': operator,
  'GET /api/v1/buyer-orders': operator,
  'GET /api/v1/breach-report': operator,
  'GET /api/v1/breach-report/print': operator,

  // insight
  'GET /api/v1/producers/:producerId/figures/orders-by-week': reading,
  'GET /api/v1/producers/:producerId/figures/stock': reading,
  'GET /api/v1/provinces/:code/coverage': deciding,
  'GET /api/v1/connections/:id/health': operator,

  // the program itself
  'GET /': everybody,
  'GET /healthz': everybody,
  'GET /readyz': everybody,
  'GET /api/openapi.json': everybody,
  'GET /api/openapi.yaml': everybody,
};
