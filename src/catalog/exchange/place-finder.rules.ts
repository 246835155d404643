import { foldVi } from '../../shared/kernel';
import { fullNameVi, type Commune, type Province } from '../reference/place.rules';

/** A commune's code, or why there is none. */
export type Found = { readonly value: string } | { readonly fault: string; readonly isProvince: boolean };

const ANSWERS_KEPT = 1_000;

const bareProvince = (text: string): string => foldVi(text).replace(/^(?:tinh|thanh pho|tp\.?)\s+/, '');

/** Finds communes as people write them in a table: by code, or by name within a province. Never guesses between two. */
export class Places {
  private readonly byCode: ReadonlyMap<string, Commune>;
  private readonly byName = new Map<string, Commune[]>();
  private readonly provinceCodes: ReadonlyMap<string, string>;
  private readonly provinceNames: ReadonlyMap<string, string>;
  /** Answers given before: a table names the same few communes in all its rows. */
  private readonly answers = new Map<string, Found>();

  /** `homeProvince`: where a row without a province is. */
  constructor(
    provinces: readonly Province[],
    communes: readonly Commune[],
    private readonly homeProvince: string,
  ) {
    this.byCode = new Map(communes.map((commune) => [commune.code, commune]));
    for (const commune of communes) {
      for (const name of [commune.name, fullNameVi(commune)]) {
        const key = `${commune.provinceCode} ${foldVi(name)}`;
        this.byName.set(key, [...(this.byName.get(key) ?? []), commune]);
      }
    }
    this.provinceCodes = new Map(provinces.map(({ code, name }) => [foldVi(name), code]));
    this.provinceNames = new Map(provinces.map(({ code, name }) => [code, name]));
  }

  commune(typed: string, province: string | undefined): Found {
    const question = JSON.stringify([typed, province]);
    const before = this.answers.get(question);
    if (before) return before;
    const answer = this.find(typed, province);
    if (this.answers.size >= ANSWERS_KEPT) this.answers.clear();
    this.answers.set(question, answer);
    return answer;
  }

  private find(typed: string, province: string | undefined): Found {
    const text = typed.trim();
    const digits = /^(\d{1,5})(?:\s*[-–.]\s*.*)?$/.exec(text)?.[1];
    if (digits !== undefined) {
      const code = digits.padStart(5, '0'); // spreadsheets take leading zeros away
      return this.byCode.has(code) ? { value: code } : { fault: `Không có xã, phường, đặc khu nào mang mã ${code}.`, isProvince: false };
    }
    const [name = '', ...outer] = text.split(',');
    const said = province ?? (outer.length > 0 ? outer[outer.length - 1] : undefined);
    const provinceCode = said === undefined ? this.homeProvince : this.provinceCodes.get(bareProvince(said));
    if (provinceCode === undefined)
      return { fault: `Không có tỉnh, thành phố “${said?.trim() ?? ''}” (34 đơn vị từ 1/7/2025).`, isProvince: true };
    const found = this.byName.get(`${provinceCode} ${foldVi(name)}`) ?? [];
    const exact = found.filter((commune) =>
      [commune.name, fullNameVi(commune)].some((each) => each.toLowerCase() === name.trim().toLowerCase()),
    );
    const [only, ...others] = exact.length > 0 ? exact : found;
    const where = this.provinceNames.get(provinceCode) ?? provinceCode;
    if (!only)
      return {
        fault: `Không có xã, phường, đặc khu “${name.trim()}” ở ${where} (đơn vị từ 1/7/2025); xin chọn trong danh sách hoặc ghi mã 5 số.`,
        isProvince: false,
      };
    if (others.length > 0)
      return {
        fault: `“${name.trim()}” ở ${where} có thể là: ${[only, ...others].map((each) => `${each.code} ${fullNameVi(each)}`).join('; ')}. Xin ghi mã.`,
        isProvince: false,
      };
    return { value: only.code };
  }
}
