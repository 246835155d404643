import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { explainConstraints, invalid } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { Certificate } from './certificate.entity';
import { mayMove, vietnamDay, type CertificateState } from './certificate.rules';

export type NewCertificate = Pick<Certificate, 'stars' | 'number' | 'issuedBy' | 'issuedOn' | 'expiresOn'> & { readonly id?: string };

explainConstraints({
  certificate_number_once: { kind: problems.alreadyExists, detail: 'Sản phẩm đã có giấy chứng nhận mang số này.', pointer: '/number' },
  certificate_pkey: { kind: problems.alreadyExists, detail: 'Giấy chứng nhận này đã được gửi.' },
});

/** OCOP certificates of a product: submitted by its people, verified by the province. An unverified one never counts. */
@Injectable()
export class CertificateService {
  constructor(private readonly clock: Clock) {}

  async submit(tx: EntityManager, producerId: string, productId: string, wanted: NewCertificate): Promise<Certificate> {
    if (wanted.expiresOn <= wanted.issuedOn) throw invalid([{ pointer: '/expiresOn', message: 'Ngày hết hạn phải sau ngày cấp.' }]);
    const now = this.clock.now();
    if (wanted.issuedOn > vietnamDay(now)) throw invalid([{ pointer: '/issuedOn', message: 'Ngày cấp chưa đến.' }]);
    const [product] = await rows<{ isDemonstration: boolean }>(
      tx,
      'select is_demonstration as "isDemonstration" from product where id = $1 and producer_id = $2',
      [productId, producerId],
    );
    if (!product) throw new Problem(problems.notFound);
    const { stars, number, issuedBy, issuedOn, expiresOn } = wanted;
    const id = wanted.id ?? newId();
    await tx.getRepository(Certificate).insert({
      ...{ id, productId, stars, number, issuedBy, issuedOn, expiresOn },
      state: 'submitted',
      isDemonstration: product.isDemonstration,
      createdAt: now,
    });
    return this.get(tx, producerId, productId, id);
  }

  /** Newest first. */
  async list(db: EntityManager, producerId: string, productId: string): Promise<Certificate[]> {
    const known = await rows(db, 'select 1 from product where id = $1 and producer_id = $2', [productId, producerId]);
    if (known.length === 0) throw new Problem(problems.notFound);
    return db.getRepository(Certificate).find({ where: { productId }, order: { issuedOn: 'desc', id: 'desc' } });
  }

  /** Verifies or refuses. Deciding the same again changes nothing. Throws: Problem illegal-move. */
  async decide(
    tx: EntityManager,
    producerId: string,
    productId: string,
    id: string,
    to: CertificateState,
    accountId: string,
  ): Promise<Certificate> {
    const certificate = await this.get(tx, producerId, productId, id, 'for-update');
    if (certificate.state === to) return certificate;
    if (!mayMove(certificate.state, to)) {
      throw new Problem(problems.illegalMove, 'Giấy chứng nhận đã bị từ chối; xin gửi lại giấy mới.', { state: certificate.state });
    }
    await tx.getRepository(Certificate).update({ id }, { state: to, verifiedBy: accountId, verifiedAt: this.clock.now() });
    return this.get(tx, producerId, productId, id);
  }

  private async get(db: EntityManager, producerId: string, productId: string, id: string, lock?: 'for-update'): Promise<Certificate> {
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
