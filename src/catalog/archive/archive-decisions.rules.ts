import type { ArchiveRow, ArchiveTables } from './archive-section';

/**
 * What offices of another installation decided is a statement of whoever sends the archive. Unless an operator vouches for it, papers wait to be decided here.
 */
export function withoutDecisions(tables: ArchiveTables): ArchiveTables {
  const asked = new Map(tables);
  asked.set('certificates', (tables.get('certificates') ?? []).map(certificate));
  asked.set('documents', (tables.get('documents') ?? []).map(document));
  return asked;
}

const certificate = (row: ArchiveRow): ArchiveRow => ({
  ...row,
  ...{ state: 'submitted', verifiedByName: null, verifiedAt: null, reasonVi: '' },
  ...{ revocationGround: null, revokedOn: null, renewalFiledOn: null },
});

const document = (row: ArchiveRow): ArchiveRow => ({
  ...row,
  ...{ state: row.state === 'draft' ? 'draft' : 'submitted', decidedByName: null, decidedAt: null, reasonVi: '' },
});
