import { Injectable } from '@nestjs/common';
import { Transactions, type Bind } from '../../shared/db';
import { invalid } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { becameOf, fitting, readOldAddress } from './old-address.rules';
import { type HistoricRegionDto, type OldPlaceDto, type OldPlaceList, type ResolvedLineDto, type SuccessorsDto } from './old-place.dto';
import { OldPlaceLoader } from './old-place.loader';
import { layInOldProvince, MOST_PLACES, OldPlaceReader, type KnownSuccessor } from './old-place.reader';
import { oldProvinceCode, type OldPlace } from './old-place.rules';
import { PlaceReader } from './place.reader';
import { fullNameVi, type Commune } from './place.rules';
import type { CommuneDto } from './reference.dto';

/** From old addresses to the communes of today. */
@Injectable()
export class OldPlaceService {
  constructor(
    private readonly transactions: Transactions,
    private readonly loader: OldPlaceLoader,
    private readonly old: OldPlaceReader,
    private readonly places: PlaceReader,
  ) {}

  async search(q: string, provinceCode: string | undefined): Promise<OldPlaceList> {
    await this.loader.ready();
    return { items: (await this.old.search(this.transactions.reader, q, provinceCode ?? null)).map(toDto) };
  }

  /** Throws: Problem not-found. */
  async successors(code: string): Promise<SuccessorsDto> {
    await this.loader.ready();
    const db = this.transactions.reader;
    const place = await this.old.find(db, code);
    if (!place) throw new Problem(problems.notFound, 'Không có xã, phường cũ nào mang mã này.');
    return answer(place, await this.old.successors(db, [code]));
  }

  /** Line by line, in three statements however many lines there are. */
  async resolve(lines: readonly string[]): Promise<ResolvedLineDto[]> {
    await this.loader.ready();
    const db = this.transactions.reader;
    const read = lines.map((line) => ({ line, address: readOldAddress(line) }));
    const known = await this.old.withWardKeys(
      db,
      read.flatMap(({ address }) => (address ? [address.ward] : [])),
    );
    const meant = read.map(({ line, address }) => ({ line, places: address ? fitting(address, known) : [] }));
    const successors = await this.old.successors(
      db,
      meant.flatMap(({ places: [only, ...more] }) => (only && more.length === 0 ? [only.code] : [])),
    );
    const lost = meant.filter(({ places }) => places.length === 0).map(({ line }) => line);
    const near = lost.length === 0 ? [] : await this.old.near(db, lost);
    return meant.map(({ line, places }) => {
      const [only, ...more] = places;
      if (!only) {
        const position = lost.indexOf(line) + 1;
        return { ...nothing(line), candidates: near.filter((one) => one.position === position).map(toDto) };
      }
      if (more.length > 0)
        return {
          ...nothing(line),
          outcome: 'question' as const,
          questionVi: `Có ${places.length} nơi cùng tên; xin ghi thêm huyện và tỉnh, hoặc chọn một.`,
          candidates: places.slice(0, MOST_PLACES).map(toDto),
        };
      return { line, ...answer(only, successors), candidates: [] };
    });
  }

  /**
   * SQL over a column with a commune of today: those that were made, whole or in part, of places in a province of before July 2025, which is given by its code or its
   * name. Throws: Problem validation.
   */
  async nowOf(province: string, pointer: string): Promise<(column: string, bind: Bind) => string> {
    const code = oldProvinceCode(province);
    if (code === null) throw invalid([{ pointer, message: 'Trước tháng 7 năm 2025 không có tỉnh, thành phố nào có tên hoặc mã này.' }]);
    await this.loader.ready();
    return (column, bind) => layInOldProvince(column, code, bind);
  }

  /** Throws: Problem not-found. */
  async historicRegion(communeCode: string): Promise<HistoricRegionDto> {
    await this.loader.ready();
    const db = this.transactions.reader;
    if (!(await this.places.hasCommune(db, communeCode)))
      throw new Problem(problems.notFound, 'Không có xã, phường, đặc khu nào mang mã này.');
    return { items: await this.old.historicRegion(db, communeCode) };
  }
}

const nothing = (line: string): ResolvedLineDto => ({
  ...{ line, outcome: 'not-found' as const, place: null, commune: null, questionVi: null, choices: [], candidates: [] },
});

function answer(place: OldPlace, known: readonly KnownSuccessor[]): SuccessorsDto {
  const successors = known.filter((one) => one.oldCode === place.code);
  const { outcome, questionVi } = becameOf(place, successors);
  const choices = successors.map(({ commune }) => toCommuneDto(commune));
  return { place: toDto(place), outcome, commune: outcome === 'one' ? (choices[0] ?? null) : null, questionVi, choices };
}

function toDto({ code, provinceCode, ward, district, province }: OldPlace): OldPlaceDto {
  return { code, scheme: 'before-2025-07', provinceCode, ward, district, province };
}

function toCommuneDto({ code, provinceCode, name, kind }: Commune): CommuneDto {
  return { code, provinceCode, name, kind, fullName: fullNameVi({ name, kind }) };
}
