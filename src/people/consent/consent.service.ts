import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { invalid, type Actor } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import type { ProofInput } from './consent.dto';
import { Consent } from './consent.entity';
import { faultsOfProof } from './consent.rules';

/** What is agreed to. */
export interface Purpose {
  readonly purpose: string;
  readonly platform?: string;
  readonly validUntil?: Date;
}

@Injectable()
export class ConsentService {
  constructor(private readonly clock: Clock) {}

  /** Writes down that the producer agreed, to the text of today. `at` is the JSON pointer of the proof. Throws: Problem validation. */
  async record(
    tx: EntityManager,
    actor: Actor,
    producerId: string,
    { purpose, platform, validUntil }: Purpose,
    proof: ProofInput,
    at = '',
  ): Promise<Consent> {
    const faults = faultsOfProof(actor.role, proof);
    if (faults.length > 0) throw invalid(faults.map(({ field, message }) => ({ pointer: `${at}/${field}`, message })));
    const now = this.clock.now();
    const [text] = await rows<{ version: number }>(
      tx,
      'select version from consent_text where purpose = $1 and effective_from <= $2 order by version desc limit 1',
      [purpose, now],
    );
    if (!text) throw new Problem(problems.notFound, 'Không có mục đích này.');
    const consent = tx.create(Consent, {
      id: newId(),
      producerId,
      purpose,
      textVersion: text.version,
      platform: platform ?? null,
      signerName: proof.signerName,
      signerRelation: proof.signerRelation,
      method: proof.method,
      language: proof.language ?? 'vi',
      witness: proof.witness ?? null,
      evidenceSha256: proof.evidenceSha256 === undefined ? null : Buffer.from(proof.evidenceSha256, 'hex'),
      givenAt: now,
      validUntil: validUntil ?? null,
      collectedBy: actor.accountId,
      deviceId: actor.deviceId ?? null,
      withdrawnAt: null,
      withdrawnBy: null,
      withdrawalMethod: null,
    });
    await tx.insert(Consent, consent);
    return consent;
  }
}
