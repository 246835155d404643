import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { explainConstraints, invalid, noteChange, noteFields, type Actor } from '../../shared/http';
import { ocopObstacleVi, type ProducerKind } from '../../people';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { checkSheetCode } from '../identifier/paper-code.rules';
import { toCertificateDto, type NamedCertificate } from './certificate.dto';
import { Certificate } from './certificate.entity';
import { mayMove, proposedEnd, vietnamDay, type OcopAuthority, type RevocationGround } from './certificate.rules';
import { namesOf, refuseOwn } from './document.service';
import type { PaperFile } from './paper-files';

/** What a certificate says. */
export interface CertificatePaper {
  readonly stars: 3 | 4 | 5;
  readonly number: string;
  readonly certificateNumber?: string | null;
  readonly authority?: OcopAuthority | null;
  readonly issuedBy: string;
  readonly issuedOn: string;
  /** Absent: 36 months after the decision. */
  readonly expiresOn?: string;
  readonly ocopSheetCode?: string | null;
  readonly points?: number | null;
}

export type CertificateDecision =
  | { readonly to: 'verified'; readonly version?: number }
  | { readonly to: 'refused'; readonly version?: number; readonly reason: string }
  | {
      readonly to: 'revoked';
      readonly version?: number;
      readonly reason: string;
      readonly ground: RevocationGround;
      readonly revokedOn?: string;
    };

/** What the office has decided itself on a product. */
export interface DecidedPaper extends Pick<CertificatePaper, 'stars' | 'number' | 'issuedBy' | 'issuedOn'> {
  readonly productId: string;
  readonly expiresOn: string;
}

/** Whose certificate it is. */
export interface CertificateKey {
  readonly producerId: string;
  readonly productId: string;
  readonly id: string;
}

explainConstraints({
  certificate_number_once: { kind: problems.alreadyExists, detail: 'Sản phẩm đã có giấy chứng nhận mang số này.', pointer: '/number' },
  certificate_pkey: { kind: problems.alreadyExists, detail: 'Giấy chứng nhận này đã được gửi.' },
});

/** OCOP certificates of a product: submitted by its people, decided by the province. An unverified one never counts. */
@Injectable()
export class CertificateService {
  constructor(private readonly clock: Clock) {}

  async submit(
    tx: EntityManager,
    producerId: string,
    productId: string,
    wanted: CertificatePaper & { readonly id?: string },
    accountId: string | null,
  ): Promise<NamedCertificate> {
    const content = this.checked(wanted);
    const [product] = await rows<{ isDemonstration: boolean }>(
      tx,
      'select is_demonstration as "isDemonstration" from product where id = $1 and producer_id = $2',
      [productId, producerId],
    );
    if (!product) throw new Problem(problems.notFound);
    const id = wanted.id ?? newId();
    await tx.getRepository(Certificate).insert({
      ...{ id, productId, ...content, ...product, createdBy: accountId, submittedBy: accountId },
      state: 'submitted',
      createdAt: this.clock.now(),
    });
    noteChange(tx, { of: 'certificate', id, field: 'state', before: null, after: 'submitted' });
    return this.get(tx, { producerId, productId, id });
  }

  /**
   * Enters, verified, what the provincial office has decided itself. That nobody verifies what they have sent guards against people who bring a paper and call it
   * good; here nobody brings one: the office is the source, and who entered it stands in both places. The caller has made sure that each product's producer can hold
   * one. What is there with the same number stays as it is.
   */
  async enterDecided(
    tx: EntityManager,
    papers: readonly DecidedPaper[],
    actor: Actor,
  ): Promise<{ readonly id: string; readonly productId: string; readonly producerId: string; readonly number: string }[]> {
    if (actor.role !== 'province') throw new Problem(problems.forbidden);
    if (papers.length === 0) return [];
    return rows(
      tx,
      `with made as (
         insert into certificate (id, product_id, stars, number, authority, issued_by, issued_on, expires_on, state, is_demonstration,
                                  created_by, submitted_by, verified_by, created_at, verified_at)
         select w.id, t.id, w.stars, w.number, 'province', w."issuedBy", w."issuedOn", w."expiresOn", 'verified', t.is_demonstration, $2, $2, $2, $3, $3
           from jsonb_to_recordset($1::jsonb) as w (id uuid, "productId" uuid, stars int, number text, "issuedBy" text, "issuedOn" date, "expiresOn" date)
           join product t on t.id = w."productId"
         on conflict on constraint certificate_number_once do nothing returning id, product_id, number)
       select made.id, made.product_id as "productId", made.number, t.producer_id as "producerId" from made join product t on t.id = made.product_id`,
      [JSON.stringify(papers.map((paper) => ({ ...paper, id: newId() }))), actor.accountId, this.clock.now()],
    );
  }

  /** As long as nobody has decided. Throws: Problem illegal-move, stale-version. */
  async replace(
    tx: EntityManager,
    key: CertificateKey,
    version: number,
    wanted: CertificatePaper,
    accountId: string,
  ): Promise<NamedCertificate> {
    await this.undecided(tx, key, version);
    await tx.getRepository(Certificate).update({ id: key.id }, { ...this.checked(wanted), version: version + 1, submittedBy: accountId });
    noteChange(tx, { of: 'certificate', id: key.id });
    return this.get(tx, key);
  }

  /** Puts another file to it. Throws: as `replace`. */
  async attach(tx: EntityManager, key: CertificateKey, file: PaperFile, accountId: string): Promise<NamedCertificate> {
    const { fileSha256, version } = await this.undecided(tx, key);
    if (fileSha256 !== file.sha256)
      await tx.getRepository(Certificate).update(
        { id: key.id },
        {
          ...{ fileSha256: file.sha256, fileType: file.type, fileBytes: file.bytes, filePages: file.pages },
          version: version + 1,
          submittedBy: accountId,
        },
      );
    noteFields(tx, 'certificate', key.id, { file: true });
    return this.get(tx, key);
  }

  /** Newest first. */
  async list(db: EntityManager, producerId: string, productId: string): Promise<NamedCertificate[]> {
    const known = await rows(db, 'select 1 from product where id = $1 and producer_id = $2', [productId, producerId]);
    if (known.length === 0) throw new Problem(problems.notFound);
    return named(db, await db.getRepository(Certificate).find({ where: { productId }, order: { issuedOn: 'desc', id: 'desc' } }));
  }

  /** Throws: Problem not-found, also when the certificate is another producer's. */
  async get(db: EntityManager, key: CertificateKey): Promise<NamedCertificate> {
    const [certificate] = await named(db, [await this.row(db, key)]);
    if (!certificate) throw new Problem(problems.notFound);
    return certificate;
  }

  /**
   * What the province says of it, with name and time. Throws: Problem illegal-move when it was decided already, stale-version when it is not the one that was
   * looked at or the producer cannot hold one, forbidden for whoever sent it.
   */
  async decide(tx: EntityManager, key: CertificateKey, decision: CertificateDecision, actor: Actor): Promise<NamedCertificate> {
    const certificate = await this.row(tx, key, 'for-update');
    if (!mayMove(certificate.state, decision.to))
      throw new Problem(problems.illegalMove, 'Giấy chứng nhận này đã có quyết định.', { state: certificate.state });
    await this.refuseStale(tx, key, certificate, decision.version);
    if (decision.to === 'verified') {
      refuseOwn(certificate, actor);
      await this.refuseUnfitHolder(tx, key);
    }
    const now = this.clock.now();
    noteChange(tx, { of: 'certificate', id: key.id, field: 'state', before: certificate.state, after: decision.to });
    const made = { state: decision.to, verifiedBy: actor.accountId, verifiedAt: now, version: certificate.version + 1 };
    if (decision.to === 'verified') await tx.getRepository(Certificate).update({ id: key.id }, made);
    else if (decision.to === 'refused') await tx.getRepository(Certificate).update({ id: key.id }, { ...made, reasonVi: decision.reason });
    else {
      const revokedOn = decision.revokedOn ?? vietnamDay(now);
      if (revokedOn > vietnamDay(now)) throw invalid([{ pointer: '/revokedOn', message: 'Ngày thu hồi chưa đến.' }]);
      if (revokedOn < certificate.issuedOn) throw invalid([{ pointer: '/revokedOn', message: 'Ngày thu hồi phải sau ngày cấp.' }]);
      const { reason: reasonVi, ground: revocationGround } = decision;
      await tx.getRepository(Certificate).update({ id: key.id }, { ...made, reasonVi, revocationGround, revokedOn });
    }
    return this.get(tx, key);
  }

  /** Notes that a renewal was filed before the end, or that it came to nothing (null). Throws: Problem illegal-move, stale-version, validation. */
  async fileRenewal(tx: EntityManager, key: CertificateKey, filedOn: string | null, version?: number): Promise<NamedCertificate> {
    const certificate = await this.row(tx, key, 'for-update');
    if (certificate.state !== 'verified')
      throw new Problem(problems.illegalMove, 'Chỉ gia hạn giấy chứng nhận đã được xác minh.', { state: certificate.state });
    await this.refuseStale(tx, key, certificate, version);
    if (filedOn !== null) {
      if (filedOn > vietnamDay(this.clock.now())) throw invalid([{ pointer: '/filedOn', message: 'Ngày nộp hồ sơ chưa đến.' }]);
      if (filedOn < certificate.issuedOn || filedOn > certificate.expiresOn)
        throw invalid([{ pointer: '/filedOn', message: 'Hồ sơ gia hạn phải nộp khi giấy chứng nhận còn hạn.' }]);
    }
    noteChange(tx, { of: 'certificate', id: key.id, field: 'renewalFiledOn', before: certificate.renewalFiledOn, after: filedOn });
    await tx.getRepository(Certificate).update({ id: key.id }, { renewalFiledOn: filedOn, version: certificate.version + 1 });
    return this.get(tx, key);
  }

  /** Throws: Problem illegal-move when producers of that kind cannot hold an OCOP certificate of that set. */
  private async refuseUnfitHolder(tx: EntityManager, { productId }: CertificateKey): Promise<void> {
    const [holder] = await rows<{ kind: ProducerKind; isRegistered: boolean; ocopSet: number }>(
      tx,
      `select m.kind, m.registration_number is not null or m.registered_on is not null as "isRegistered", p.ocop_set as "ocopSet"
         from product p join producer m on m.id = p.producer_id where p.id = $1`,
      [productId],
    );
    const obstacle = holder && ocopObstacleVi(holder, holder.ocopSet);
    if (obstacle) throw new Problem(problems.illegalMove, obstacle, { reason: 'certificate-holder-unfit' });
  }

  private checked(wanted: CertificatePaper) {
    const { stars, number, certificateNumber = null, authority = null, issuedBy, issuedOn, ocopSheetCode = null, points = null } = wanted;
    const expiresOn = wanted.expiresOn ?? proposedEnd(issuedOn);
    if (expiresOn <= issuedOn) throw invalid([{ pointer: '/expiresOn', message: 'Ngày hết hạn phải sau ngày cấp.' }]);
    if (issuedOn > vietnamDay(this.clock.now())) throw invalid([{ pointer: '/issuedOn', message: 'Ngày cấp chưa đến.' }]);
    const sheetCode = ocopSheetCode === null ? null : checkSheetCode(ocopSheetCode, vietnamDay(this.clock.now()));
    if (sheetCode?.value === null) throw invalid([{ pointer: '/ocopSheetCode', message: sheetCode.findings[0]?.messageVi ?? '' }]);
    return { stars, number, certificateNumber, authority, issuedBy, issuedOn, expiresOn, ocopSheetCode, points };
  }

  private async undecided(tx: EntityManager, key: CertificateKey, version?: number): Promise<Certificate> {
    const certificate = await this.row(tx, key, 'for-update');
    if (certificate.state !== 'submitted')
      throw new Problem(problems.illegalMove, 'Giấy chứng nhận này đã có quyết định, không sửa được nữa; xin gửi giấy mới.', {
        state: certificate.state,
      });
    await this.refuseStale(tx, key, certificate, version);
    return certificate;
  }

  private async refuseStale(tx: EntityManager, key: CertificateKey, certificate: Certificate, version: number | undefined): Promise<void> {
    if (version === undefined || certificate.version === version) return;
    const current = toCertificateDto(await this.get(tx, key), vietnamDay(this.clock.now()));
    throw new Problem(problems.staleVersion, 'Giấy chứng nhận này vừa được sửa; xin xem lại bản mới.', { current });
  }

  private async row(db: EntityManager, { producerId, productId, id }: CertificateKey, lock?: 'for-update'): Promise<Certificate> {
    const query = db
      .getRepository(Certificate)
      .createQueryBuilder('c')
      .where('c.id = :id and c.product_id = :productId', { id, productId })
      .andWhere('exists (select 1 from product p where p.id = c.product_id and p.producer_id = :producerId)', { producerId });
    const certificate = await (lock ? query.setLock('pessimistic_write') : query).getOne();
    if (!certificate) throw new Problem(problems.notFound);
    return certificate;
  }
}

async function named(db: EntityManager, certificates: readonly Certificate[]): Promise<NamedCertificate[]> {
  const names = await namesOf(
    db,
    certificates.map((certificate) => certificate.verifiedBy),
  );
  return certificates.map((certificate) => ({
    ...certificate,
    verifiedByName: names.get(certificate.verifiedBy ?? '') ?? certificate.verifiedElsewhereBy,
  }));
}
