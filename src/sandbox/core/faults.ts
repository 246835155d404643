import { Problem, problems } from '../../shared/kernel';
import type { SeededRandom } from './random';
import type { Section } from './state-store';

/** What a request or an event is compared with: `path` by part, everything else exactly. */
export type FaultContext = Readonly<Record<string, string | number>>;

export interface FaultSetting {
  /** How many more times; null = until switched off. */
  timesLeft: number | null;
  probability: number;
  match: Record<string, string>;
  options: Record<string, unknown>;
  fired: number;
}
export type FaultState = Record<string, FaultSetting>;

/** A knob that has just been used up once, with its options. */
export class Fault {
  constructor(private readonly options: Readonly<Record<string, unknown>>) {}

  number(name: string, fallback: number): number {
    const value = this.options[name];
    return typeof value === 'number' ? value : fallback;
  }

  text(name: string, fallback: string): string {
    const value = this.options[name];
    return typeof value === 'string' ? value : fallback;
  }
}

/** The faults that are switched on now. Knobs are known by name; an unknown name is refused, because a typo would test nothing. */
export class FaultBox {
  private readonly known = new Map<string, string>();

  constructor(
    private readonly section: Section<FaultState>,
    private readonly random: SeededRandom,
  ) {}

  declare(knobs: Readonly<Record<string, string>>): void {
    for (const [name, meaning] of Object.entries(knobs)) this.known.set(name, meaning);
  }

  /** Body of `POST /__sim/faults`: `{ "<knob>": {times?, probability?, match?, …options} | true | false }`. */
  set(body: Readonly<Record<string, unknown>>): void {
    const parsed = Object.entries(body).map(([name, value]) => [name, this.parse(name, value)] as const);
    for (const [name, setting] of parsed) {
      if (setting) this.section.data[name] = setting;
      else delete this.section.data[name];
    }
  }

  /** Switched on, regardless of probability and without using it up. For modes rather than events. */
  isOn(name: string, context: FaultContext = {}): boolean {
    const setting = this.section.data[name];
    return setting !== undefined && setting.timesLeft !== 0 && matches(setting.match, context);
  }

  /** Uses the knob once if it is on, fits, and the dice agree. */
  take(name: string, context: FaultContext = {}): Fault | null {
    if (!this.known.has(name)) throw new Error(`knob ${name} was never declared`);
    const setting = this.section.data[name];
    if (!setting || !this.isOn(name, context)) return null;
    if (setting.probability < 1 && !this.random.chance(setting.probability)) return null;
    setting.fired += 1;
    if (setting.timesLeft !== null) setting.timesLeft -= 1;
    return new Fault(setting.options);
  }

  list(): { knobs: Record<string, string>; active: Record<string, unknown> } {
    const active = Object.entries(this.section.data).map(([name, setting]) => [name, setting]);
    return { knobs: Object.fromEntries(this.known), active: Object.fromEntries(active) };
  }

  private parse(name: string, value: unknown): FaultSetting | null {
    const wrong = (message: string): Problem => new Problem(problems.validation, message, {}, [{ pointer: `/${name}`, message }]);
    if (!this.known.has(name)) throw wrong(`Không có lỗi giả lập tên "${name}".`);
    if (value === false) return null;
    if (value !== true && (typeof value !== 'object' || value === null)) throw wrong('Giá trị phải là true, false hoặc một đối tượng.');
    const { times, probability, match, ...options }: Record<string, unknown> = value === true ? {} : { ...value };
    if (times !== undefined && !(typeof times === 'number' && Number.isInteger(times) && times > 0))
      throw wrong('times phải là số nguyên dương.');
    if (probability !== undefined && !(typeof probability === 'number' && probability > 0 && probability <= 1)) {
      throw wrong('probability phải lớn hơn 0 và không quá 1.');
    }
    if (match !== undefined && (typeof match !== 'object' || match === null)) throw wrong('match phải là một đối tượng.');
    const wanted = Object.fromEntries(Object.entries(match ?? {}).map(([key, text]) => [key, String(text)]));
    return { timesLeft: times ?? null, probability: probability ?? 1, match: wanted, options, fired: 0 };
  }
}

function matches(wanted: Readonly<Record<string, string>>, context: FaultContext): boolean {
  return Object.entries(wanted).every(([key, text]) => {
    const actual = String(context[key] ?? '').toLowerCase();
    return key === 'path' ? actual.includes(text.toLowerCase()) : actual === text.toLowerCase();
  });
}
