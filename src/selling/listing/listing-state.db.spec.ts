import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { rows } from '../../shared/db';
import { effectiveWish, listingState, type Seen, type Wanted } from './listing.rules';
import { LISTING_STATE_SQL } from './listing-state.sql';

const WANTED: readonly Wanted[] = ['live', 'hidden', 'gone'];
const SEEN: readonly Seen[] = ['none', 'draft', 'in-review', 'live', 'rejected', 'hidden', 'locked', 'deleted', 'unknown'];
const VERSIONS = [null, '1', '2'] as const;

describe('the state of a listing, in SQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.drop());

  it('is the state that listingState gives, in every case', async () => {
    const cases = WANTED.flatMap((wanted) =>
      SEEN.flatMap((seen) =>
        VERSIONS.flatMap((wantedVersionId) =>
          VERSIONS.flatMap((sentVersionId) =>
            [
              { externalId: null, caseId: null },
              { externalId: 'e', caseId: null },
              { externalId: null, caseId: 'c' },
            ].flatMap((binding) =>
              [null, 'vì'].map((heldBecause) => ({ wanted, heldBecause, seen, wantedVersionId, sentVersionId, ...binding })),
            ),
          ),
        ),
      ),
    );
    const found = await rows<{ state: string }>(
      database.db,
      `select ${LISTING_STATE_SQL} as state
         from rows from (json_to_recordset($1) as (wanted text, held_because text, seen_state text, wanted_version_id text, sent_version_id text, external_id text, case_id text)) with ordinality as l (wanted, held_because, seen_state, wanted_version_id, sent_version_id, external_id, case_id, n)
        order by n`,
      [
        JSON.stringify(
          cases.map((each) => ({
            wanted: each.wanted,
            held_because: each.heldBecause,
            seen_state: each.seen,
            wanted_version_id: each.wantedVersionId,
            sent_version_id: each.sentVersionId,
            external_id: each.externalId,
            case_id: each.caseId,
          })),
        ),
      ],
    );
    const expected = cases.map((each) =>
      listingState({
        ...each,
        wanted: effectiveWish(each),
        sendingVersionId: null,
        granted: 0,
        isBound: each.externalId !== null || each.caseId !== null,
      }),
    );
    expect(found.map(({ state }) => state)).toEqual(expected);
    expect(new Set(expected).size).toBe(7);
  });
});
