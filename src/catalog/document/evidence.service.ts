import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { everKnownAs } from '../../people';
import { rows } from '../../shared/db';
import { noteChange } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import type { EvidenceDto } from './evidence.dto';
import type { PaperFile, PaperFileType } from './paper-files';

/** The photo of a signed paper, as it was announced and as far as it has come. */
export interface Evidence {
  readonly consentId: string;
  /** For whom it was announced: the producer, or one that was merged into it. Its file lies there. */
  readonly producerId: string;
  readonly sha256: string;
  readonly fileType: PaperFileType | null;
  readonly receivedAt: Date | null;
}

/** Photos that show that somebody agreed. Only the very bytes that were announced are taken. */
@Injectable()
export class EvidenceService {
  constructor(private readonly clock: Clock) {}

  /** Throws: Problem not-found; illegal-move when the consent needs no photo. */
  async announced(db: EntityManager, producerId: string, consentId: string): Promise<Evidence> {
    const [found] = await rows<Omit<Evidence, 'sha256'> & { readonly sha256: string | null }>(
      db,
      `select id as "consentId", producer_id as "producerId", encode(evidence_sha256, 'hex') as sha256, evidence_file_type as "fileType", evidence_received_at as "receivedAt"
         from consent where producer_id = any(${everKnownAs('$1')}) and id = $2`,
      [producerId, consentId],
    );
    if (!found) throw new Problem(problems.notFound, 'Không có đồng ý này.');
    const { sha256 } = found;
    if (sha256 === null) throw new Problem(problems.illegalMove, 'Đồng ý này không kèm ảnh giấy ký.');
    return { ...found, sha256 };
  }

  /**
   * From now on the mandate that stands on it counts without a term for the photo. One paper proves all that was agreed to on it. Sending it again changes
   * nothing.
   */
  async take(tx: EntityManager, producerId: string, consentId: string, file: PaperFile): Promise<EvidenceDto> {
    await rows(
      tx,
      `update consent set evidence_file_type = $3, evidence_received_at = $4
        where producer_id = $1 and evidence_received_at is null and evidence_sha256 = (select evidence_sha256 from consent where id = $2) returning 1`,
      [producerId, consentId, file.type, this.clock.now()],
    );
    noteChange(tx, { of: 'consent', id: consentId, field: 'evidence', after: true });
    const { sha256, receivedAt } = await this.announced(tx, producerId, consentId);
    return { consentId, sha256, receivedAt: (receivedAt ?? this.clock.now()).toISOString() };
  }
}
