/** SQL over `l` (a row of listing): the state that people see. The same decisions in the same order as `listingState`; a test goes through all cases. */
export const LISTING_STATE_SQL = `case
  when l.wanted_version_id is null then 'draft'
  when l.wanted = 'gone' then 'withdrawn'
  when l.seen_state = 'rejected' then case when l.sent_version_id is not distinct from l.wanted_version_id then 'rejected' else 'queued' end
  when l.wanted = 'hidden' or l.held_because is not null or l.seen_state in ('hidden', 'locked') then 'paused'
  when l.seen_state = 'deleted' then 'withdrawn'
  when l.external_id is null and l.case_id is null or l.sent_version_id is distinct from l.wanted_version_id
    then case when l.seen_state = 'live' then 'live' else 'queued' end
  when l.seen_state = 'live' then 'live'
  else 'review' end`;
