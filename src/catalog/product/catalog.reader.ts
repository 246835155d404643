import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { OcopClaim } from '../../platform';
import { rows } from '../../shared/db';
import { Clock, Problem, problems, toVnd, type Vnd } from '../../shared/kernel';
import { Certificate } from '../document/certificate.entity';
import { validCertificate, vietnamDay } from '../document/certificate.rules';
import type { Overrides } from '../override/override.rules';
import { findOverrides } from '../override/override.store';
import { PlaceReader } from '../reference/place.reader';
import { originVi } from '../reference/place.rules';
import { AttributeService } from './attribute.service';
import type { LabelLine } from './label.rules';
import { Pack } from './pack.entity';
import { Product } from './product.entity';

/** Everything that a listing of one pack says, but for what the platform decides (category, form of the photos). */
export interface DraftSource {
  readonly producerId: string;
  readonly productId: string;
  /** Of the product when this was read. */
  readonly productVersion: number;
  readonly packId: string;
  readonly sku: string;
  /** Pieces of the product's pool that one pack takes. */
  readonly factor: number;
  readonly name: string;
  /** The producer's words, without the label. */
  readonly description: string;
  readonly label: readonly LabelLine[];
  readonly unit: string;
  readonly price: Vnd;
  readonly weightGrams: number;
  readonly lengthCm: number;
  readonly widthCm: number;
  readonly heightCm: number;
  readonly shelfLifeDays: number | null;
  readonly ocopSet: number;
  /** From the certificate that is verified and valid today; null when there is none. */
  readonly ocop: OcopClaim | null;
  readonly originVi: string;
  readonly makerVi: string;
  readonly isDemonstration: boolean;
  /** What single platforms are told instead. */
  readonly overrides: Overrides;
}

/** What other folders may ask of the catalogue. */
@Injectable()
export class CatalogReader {
  constructor(
    private readonly clock: Clock,
    private readonly places: PlaceReader,
    private readonly attributes: AttributeService,
  ) {}

  /** Throws: Problem not-found. */
  async draftSource(db: EntityManager, packId: string): Promise<DraftSource> {
    const pack = await db.getRepository(Pack).findOneBy({ id: packId });
    const product = pack && (await db.getRepository(Product).findOneBy({ id: pack.productId }));
    if (!pack || !product) throw new Problem(problems.notFound);
    const [producer] = await rows<{ name: string; provinceCode: string }>(
      db,
      'select name, province_code as "provinceCode" from producer where id = $1',
      [product.producerId],
    );
    if (!producer) throw new Problem(problems.notFound);
    const place = await this.places.origin(db, product.communeCode, producer.provinceCode);
    return {
      producerId: product.producerId,
      productId: product.id,
      productVersion: product.version,
      packId: pack.id,
      sku: pack.sku,
      factor: pack.factor,
      name: product.name,
      description: product.description,
      label: await this.attributes.label(db, product),
      unit: pack.unit,
      price: toVnd(pack.priceVnd),
      weightGrams: pack.weightGrams,
      lengthCm: pack.lengthCm,
      widthCm: pack.widthCm,
      heightCm: pack.heightCm,
      shelfLifeDays: product.shelfLifeDays,
      ocopSet: product.ocopSet,
      ocop: (await this.ocopClaims(db, [product.id])).get(product.id) ?? null,
      originVi: place ? originVi(place.commune, place.province) : '',
      makerVi: producer.name,
      isDemonstration: product.isDemonstration,
      overrides: await findOverrides(db, product.id),
    };
  }

  /** What may be claimed today, by product; those without a certificate that is good are not in it. */
  async ocopClaims(db: EntityManager, productIds: readonly string[]): Promise<ReadonlyMap<string, OcopClaim>> {
    const certificates = await db.getRepository(Certificate).findBy({ productId: In([...productIds]) });
    const today = vietnamDay(this.clock.now());
    const claims = new Map<string, OcopClaim>();
    for (const productId of new Set(certificates.map((one) => one.productId))) {
      const valid = validCertificate(
        certificates.filter((one) => one.productId === productId),
        today,
      );
      if (!valid) continue;
      const { stars, number: certificateNumber, issuedBy, issuedOn, expiresOn } = valid;
      claims.set(productId, { stars, certificateNumber, issuedBy, issuedOn, expiresOn });
    }
    return claims;
  }
}
