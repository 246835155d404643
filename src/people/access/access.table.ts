import { ROLES } from '../../shared/http';
import type { Access } from './access.rules';

const everybody: Access = { public: true };
const anyRole: Access = { allow: ROLES };
const operator: Access = { allow: ['operator'] };
/** Those who do the work for a producer. With `:producerId` in the path the guard also asks whether it is theirs. */
const working: Access = { allow: ['producer', 'officer', 'operator'] };
/** The same and the provincial office, for reading. */
const reading: Access = { allow: ['producer', 'officer', 'province', 'operator'] };
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
  'GET /api/v1/tokens': anyRole,
  'POST /api/v1/tokens': { allow: ROLES, sessionOnly: true },
  'DELETE /api/v1/tokens/:tokenId': anyRole,
  'GET /api/v1/accounts': operator,
  'POST /api/v1/accounts': operator,
  'PATCH /api/v1/accounts/:accountId': operator,
  'GET /api/v1/producers': anyRole,
  'POST /api/v1/producers': working,
  'GET /api/v1/producers/:producerId': reading,
  'PATCH /api/v1/producers/:producerId': working,
  'GET /api/v1/producers/:producerId/sensitive': { allow: ['producer', 'operator'] }, // in full; each look is written down
  'GET /api/v1/producers/:producerId/sensitive-reads': { allow: ['producer', 'province', 'operator'] },
  'GET /api/v1/producers/:producerId/duplicates': reading,
  'POST /api/v1/producers/:producerId/duplicates/:hintId/decide': { allow: ['officer', 'province', 'operator'] },
  'PUT /api/v1/producers/:producerId/members/:accountId': operator,
  'DELETE /api/v1/producers/:producerId/members/:accountId': operator,

  // catalog
  'POST /api/v1/producers/archives': working,
  'POST /api/v1/producers/:producerId/archives': working,
  'GET /api/v1/producers/:producerId/archives/:archiveId': working,
  'GET /api/v1/producers/:producerId/archives/:archiveId/file': working,
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
  'POST /api/v1/producers/:producerId/products': working,
  'GET /api/v1/producers/:producerId/products': reading,
  'GET /api/v1/producers/:producerId/products/template': reading,
  'GET /api/v1/producers/:producerId/products/export': working,
  'POST /api/v1/producers/:producerId/products/imports': working,
  'GET /api/v1/producers/:producerId/products/imports': working,
  'GET /api/v1/producers/:producerId/products/imports/:importId': working,
  'GET /api/v1/producers/:producerId/products/imports/:importId/issues': working,
  'GET /api/v1/producers/:producerId/products/imports/:importId/report': working,
  'POST /api/v1/producers/:producerId/products/imports/:importId/run': working,
  'POST /api/v1/producers/:producerId/products/imports/:importId/cancel': working,
  'GET /api/v1/producers/:producerId/products/:productId': reading,
  'PATCH /api/v1/producers/:producerId/products/:productId': working,
  'POST /api/v1/producers/:producerId/products/:productId/packs': working,
  'PATCH /api/v1/producers/:producerId/products/:productId/packs/:packId': working,
  'PUT /api/v1/producers/:producerId/products/:productId/photos': working,
  'GET /api/v1/producers/:producerId/products/:productId/overrides/:platform': reading,
  'PUT /api/v1/producers/:producerId/products/:productId/overrides/:platform': working,
  'DELETE /api/v1/producers/:producerId/products/:productId/overrides/:platform': working,
  'GET /api/v1/producers/:producerId/products/:productId/versions': reading,
  'GET /api/v1/producers/:producerId/products/:productId/versions/:version': reading,
  'GET /api/v1/producers/:producerId/products/:productId/versions/:version/diff/:other': reading,
  'POST /api/v1/producers/:producerId/products/:productId/versions/:version/restore': working,
  'GET /api/v1/producers/:producerId/products/:productId/duplicates': reading,
  'POST /api/v1/producers/:producerId/products/:productId/duplicates/:otherId/distinct': reading, // the province's word as well
  'GET /api/v1/producers/:producerId/products/:productId/readiness': reading,
  'POST /api/v1/producers/:producerId/products/:productId/certificates': working,
  'GET /api/v1/producers/:producerId/products/:productId/certificates': reading,
  'POST /api/v1/producers/:producerId/products/:productId/certificates/:id/verify': deciding,
  'POST /api/v1/producers/:producerId/products/:productId/certificates/:id/refuse': deciding,
  'POST /api/v1/producers/:producerId/products/:productId/certificates/:id/revoke': deciding,
  'POST /api/v1/producers/:producerId/products/:productId/certificates/:id/renewal': deciding,
  'PUT /api/v1/producers/:producerId/products/:productId/certificates/:id': working,
  'PUT /api/v1/producers/:producerId/products/:productId/certificates/:id/file': working,
  'GET /api/v1/producers/:producerId/products/:productId/certificates/:id/file': reading,
  'GET /api/v1/producers/:producerId/products/:productId/certificates/:id/preview': reading,
  'GET /api/v1/provinces/:code/papers': deciding,
  'GET /api/v1/producers/:producerId/reminders': reading,
  'POST /api/v1/producers/:producerId/reminders/:reminderId/dismiss': working,
  'GET /api/v1/producers/:producerId/documents': reading,
  'POST /api/v1/producers/:producerId/documents': working,
  'GET /api/v1/producers/:producerId/documents/:documentId': reading,
  'PUT /api/v1/producers/:producerId/documents/:documentId': working,
  'DELETE /api/v1/producers/:producerId/documents/:documentId': working,
  'PUT /api/v1/producers/:producerId/documents/:documentId/file': working,
  'GET /api/v1/producers/:producerId/documents/:documentId/file': reading,
  'GET /api/v1/producers/:producerId/documents/:documentId/preview': reading,
  'POST /api/v1/producers/:producerId/documents/:documentId/verify': deciding,
  'POST /api/v1/producers/:producerId/documents/:documentId/reject': deciding,
  'POST /api/v1/producers/:producerId/documents/:documentId/revoke': deciding,
  'GET /api/v1/producers/:producerId/products/:productId/documents': reading,
  'POST /api/v1/producers/:producerId/photos': working,
  'GET /api/v1/producers/:producerId/photos/:photoId': reading,
  'GET /api/v1/producers/:producerId/products/:productId/photos/check': reading,
  'GET /api/v1/producers/:producerId/photos/:photoId/original': working,
  'GET /api/v1/producers/:producerId/photos/:photoId/preview': reading,
  'OPTIONS /api/v1/producers/:producerId/uploads': everybody,
  'POST /api/v1/producers/:producerId/uploads': working,
  'GET /api/v1/producers/:producerId/uploads': working,
  'GET /api/v1/producers/:producerId/uploads/:uploadId': working,
  'PATCH /api/v1/producers/:producerId/uploads/:uploadId': working,
  'DELETE /api/v1/producers/:producerId/uploads/:uploadId': working,
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
  'GET /api/v1/producers/:producerId/shops': reading,
  'POST /api/v1/producers/:producerId/products/:productId/listings': working,
  'GET /api/v1/producers/:producerId/products/:productId/why-not-live': reading,
  'GET /api/v1/producers/:producerId/listings': reading,
  'GET /api/v1/producers/:producerId/listings/:listingId': reading,
  'GET /api/v1/producers/:producerId/listings/:listingId/verdict': reading,
  'POST /api/v1/producers/:producerId/listings/:listingId/pause': working,
  'POST /api/v1/producers/:producerId/listings/:listingId/resume': working,
  'POST /api/v1/producers/:producerId/listings/:listingId/withdraw': working,
  'GET /api/v1/producers/:producerId/products/:productId/lots': reading,
  'POST /api/v1/producers/:producerId/products/:productId/lots': working,
  'PATCH /api/v1/producers/:producerId/products/:productId/lots/:lotId': working,
  'POST /api/v1/producers/:producerId/products/:productId/lots/:lotId/write-off': working,
  'GET /api/v1/producers/:producerId/products/:productId/stock': reading,
  'GET /api/v1/producers/:producerId/products/:productId/stock/moves': reading,
  'PUT /api/v1/producers/:producerId/products/:productId/stock': working,
  'POST /api/v1/producers/:producerId/products/:productId/stock/adjustments': working,
  'GET /api/v1/producers/:producerId/orders': working, // buyers' names and addresses: not for the province
  'GET /api/v1/producers/:producerId/orders/:orderId': working,
  'GET /api/v1/producers/:producerId/orders/:orderId/label': working,
  'POST /api/v1/producers/:producerId/orders/:orderId/confirm': working,
  'POST /api/v1/producers/:producerId/orders/:orderId/refuse': working,
  'POST /api/v1/producers/:producerId/orders/:orderId/ship': working,
  'POST /api/v1/producers/:producerId/orders/:orderId/cancel': working,
  'POST /api/v1/producers/:producerId/orders/:orderId/accept-return': working,
  'POST /api/v1/producers/:producerId/orders/:orderId/deliver-again': working,

  // the program itself
  'GET /': everybody,
  'GET /healthz': everybody,
  'GET /readyz': everybody,
  'GET /api/openapi.json': everybody,
  'GET /api/openapi.yaml': everybody,
};
