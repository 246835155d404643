import { as, failing, listingWith, type Mutation } from './mutation';

/** Description, login, content of listings. */
export const listingMutations: readonly Mutation[] = [
  {
    wrong: 'describe gives another object each time',
    caughtBy: 'describe/plain-data',
    broken: (right) => ({ ...right, describe: () => ({ ...right.describe(), name: String(Math.random()) }) }),
  },
  {
    wrong: 'an OCOP set is forgotten',
    caughtBy: 'describe/sane',
    broken: (right) => ({ ...right, describe: () => ({ ...right.describe(), categoryForSet: { 1: 'OCOP' } }) }),
  },
  {
    wrong: 'a category of the description does not exist',
    caughtBy: 'categories/of-description',
    broken: (right) => ({
      ...right,
      describe: () => ({ ...right.describe(), categoryForSet: { ...right.describe().categoryForSet, 3: 'KHAC' } }),
    }),
  },
  {
    wrong: 'tokens end before they begin',
    caughtBy: 'login/right',
    broken: (right) => ({ ...right, login: async (access) => ({ ...(await right.login(access)), expiresAt: new Date(0) }) }),
  },
  {
    wrong: 'a wrong password is called malformed',
    caughtBy: 'login/wrong',
    broken: (right) => ({
      ...right,
      login: (access) =>
        failing(right.login(access), (error) => (error.failure.kind === 'unauthorised' ? as({ kind: 'malformed' }) : undefined)),
    }),
  },
  {
    wrong: 'a refused token reads as "no such order"',
    caughtBy: 'token/unknown',
    broken: (right) => ({
      ...right,
      readOrder: (call, id) => failing(right.readOrder(call, id), (error) => (error.failure.kind === 'unauthorised' ? null : undefined)),
    }),
  },
  {
    wrong: 'stock with an ended token is a result per item',
    caughtBy: 'token/expires',
    broken: (right) => ({
      ...right,
      setStock: (call, items) =>
        failing(right.setStock(call, items), (error) =>
          error.failure.kind === 'unauthorised'
            ? items.map(() => ({ ok: false as const, code: 'refused' as const, platformText: 'x' }))
            : undefined,
        ),
    }),
  },
  {
    wrong: 'a locked shop is called rejected content',
    caughtBy: 'account/locked',
    broken: (right) => ({
      ...right,
      publish: (call, draft, key) =>
        failing(right.publish(call, draft, key), (error) =>
          error.failure.kind === 'forbidden'
            ? as({ kind: 'rejected', issues: [{ code: 'other', platformText: 'x', adviceVi: 'x' }] })
            : undefined,
        ),
    }),
  },
  {
    wrong: 'accepted for review is called live',
    caughtBy: 'publish/review-then-live',
    broken: (right) => ({
      ...right,
      readListing: listingWith(right, (listing) => (listing.state === 'in-review' ? { ...listing, state: 'live' } : listing)),
    }),
  },
  {
    wrong: 'titles lose their quotation marks',
    caughtBy: 'publish/what-was-sent',
    broken: (right) => ({
      ...right,
      publish: (call, draft, key) => right.publish(call, { ...draft, title: draft.title.replaceAll('"', '') }, key),
    }),
  },
  {
    wrong: 'already there is called a success',
    caughtBy: 'publish/twice',
    broken: (right) => ({
      ...right,
      publish: (call, draft, key) =>
        failing(right.publish(call, draft, key), (error) => (error.failure.kind === 'conflict' ? { externalId: 'x' } : undefined)),
    }),
  },
  {
    wrong: 'a lost answer is called "not applied"',
    caughtBy: 'publish/lost-answer',
    broken: (right) => ({
      ...right,
      publish: (call, draft, key) =>
        failing(right.publish(call, draft, key), (error) =>
          error.failure.kind === 'unavailable' ? as({ kind: 'unavailable', outcome: 'not-applied' }) : undefined,
        ),
    }),
  },
  {
    wrong: "the reviewer's words are replaced by ours",
    caughtBy: 'publish/rejected-by-review',
    broken: (right) => ({
      ...right,
      readListing: listingWith(right, (listing) => ({
        ...listing,
        issues: listing.issues.map((issue) => ({ ...issue, platformText: 'rejected' })),
      })),
    }),
  },
  {
    wrong: 'editing what was rejected does nothing',
    caughtBy: 'publish/again-after-rejection',
    broken: (right) => ({ ...right, edit: async (_call, ref) => ({ externalId: ref.externalId ?? 'x' }) }),
  },
  {
    wrong: 'titles are cut quietly',
    caughtBy: 'publish/refuses-bad-content',
    broken: (right) => ({
      ...right,
      publish: (call, draft, key) => right.publish(call, { ...draft, title: draft.title.slice(0, 150) }, key),
    }),
  },
  {
    wrong: 'an edit resets the quantity',
    caughtBy: 'edit/keeps-quantity',
    broken: (right) => ({
      ...right,
      edit: async (call, ref, draft, key) => {
        const submitted = await right.edit(call, ref, draft, key);
        await right.setStock(call, [{ ref, quantity: 0 }]);
        return submitted;
      },
    }),
  },
  {
    wrong: 'being reviewed is called stale',
    caughtBy: 'edit/while-in-review',
    broken: (right) => ({
      ...right,
      edit: (call, ref, draft, key) =>
        failing(right.edit(call, ref, draft, key), (error) =>
          error.failure.kind === 'conflict' ? as({ kind: 'conflict', reason: 'stale' }) : undefined,
        ),
    }),
  },
  {
    wrong: 'hiding shows',
    caughtBy: 'visible/hide-show',
    broken: (right) => ({ ...right, setVisible: (call, ref) => right.setVisible(call, ref, true) }),
  },
  {
    wrong: 'removing what is gone is an error',
    caughtBy: 'remove/twice',
    broken: (right) => ({
      ...right,
      remove: async (call, ref) => {
        if (!(await right.readListing(call, ref))) throw as({ kind: 'not-found' });
        await right.remove(call, ref);
      },
    }),
  },
  {
    wrong: 'an unknown SKU is an error when it is read',
    caughtBy: 'listing/unknown',
    broken: (right) => ({
      ...right,
      readListing: async (call, ref) => {
        const listing = await right.readListing(call, ref);
        if (!listing) throw as({ kind: 'not-found' });
        return listing;
      },
    }),
  },
];
