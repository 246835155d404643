import { untrack } from 'svelte';
import type { ApiProblem } from '../../../api/problem';
import { Draft } from '../../../store/draft.svelte';
import type { HandedIn } from '../papers/hand-in';
import {
  certificateAtFirst,
  isBegun,
  lacksOf,
  paperAtFirst,
  type Lack,
  type Maker,
  type PaperType,
  type TypedCertificate,
  type TypedPaper,
} from '../papers/paper-form.rules';
import { todayInVietnam } from '../../../store/program-time';
import type { Missing } from './missing.rules';

export const CERTIFICATE = 'ocop';
export type PaperKey = PaperType | typeof CERTIFICATE;

interface Typed {
  papers: Partial<Record<PaperType, TypedPaper>>;
  certificate: TypedCertificate | null;
}

/** The papers that are missing, as they are filled in side by side; what is typed survives a dead battery. Inside a component. */
export class MissingPapers {
  private readonly draft;
  private files = $state.raw<Partial<Record<PaperKey, File>>>({});
  private problems = $state.raw<Partial<Record<PaperKey, ApiProblem>>>({});

  constructor(
    productId: () => string,
    private readonly missing: () => Missing,
    private readonly maker: () => Maker | null,
  ) {
    this.draft = new Draft<Typed>(
      () => `missing-papers:${productId()}`,
      () => ({ papers: {}, certificate: null }),
    );
    $effect(() => {
      if (!this.draft.isReady) return;
      const maker = this.maker();
      const keys = this.keys;
      untrack(() => keys.forEach((key) => this.begin(key, maker)));
    });
  }

  /** The certificate first: it is what takes longest to be checked. */
  get keys(): readonly PaperKey[] {
    const { papers, asksCertificate } = this.missing();
    return [...(asksCertificate ? [CERTIFICATE] : []), ...papers] as PaperKey[];
  }

  paper(type: PaperType): TypedPaper {
    return this.draft.value.papers[type] ?? paperAtFirst(type, this.maker(), todayInVietnam());
  }

  setPaper(type: PaperType, typed: TypedPaper): void {
    this.draft.value.papers = { ...this.draft.value.papers, [type]: typed };
  }

  get certificate(): TypedCertificate {
    return this.draft.value.certificate ?? certificateAtFirst(this.maker());
  }

  set certificate(typed: TypedCertificate) {
    this.draft.value.certificate = typed;
  }

  file(key: PaperKey): File | undefined {
    return this.files[key];
  }

  setFile(key: PaperKey, file: File | undefined): void {
    this.files = { ...this.files, [key]: file };
  }

  problem(key: PaperKey): ApiProblem | undefined {
    return this.problems[key];
  }

  get hasProblem(): boolean {
    return Object.keys(this.problems).length > 0;
  }

  /** Somebody has a file for it, or has typed. */
  isBegun(key: PaperKey): boolean {
    return this.stateOf(key).isThere;
  }

  /** What it lacks, of one that somebody has begun with; nothing of the others: they can wait. */
  lacks(key: PaperKey): Lack[] {
    const { isThere, parts } = this.stateOf(key);
    return isThere ? lacksOf(parts, this.files[key] !== undefined) : [];
  }

  get isLacking(): boolean {
    return this.keys.some((key) => this.lacks(key).length > 0);
  }

  /** Hands in what was begun; what is refused stays with what was said about it. */
  async handIn(
    paper: (typed: TypedPaper, file: File) => Promise<HandedIn>,
    certificate: (typed: TypedCertificate, file: File) => Promise<HandedIn>,
  ): Promise<{ readonly count: number; readonly isWaiting: boolean }> {
    const problems: Partial<Record<PaperKey, ApiProblem>> = {};
    let count = 0;
    let isWaiting = false;
    for (const key of [...this.keys]) {
      const file = this.files[key];
      if (!file || !this.stateOf(key).isThere) continue;
      const handed = await (key === CERTIFICATE ? certificate({ ...this.certificate }, file) : paper({ ...this.paper(key) }, file));
      count += 1;
      isWaiting ||= handed.isWaiting;
      if (handed.problem) problems[key] = handed.problem;
      else this.forget(key);
    }
    this.problems = problems;
    return { count, isWaiting };
  }

  /** Puts down what is known, unless somebody has typed there. */
  private begin(key: PaperKey, maker: Maker | null): void {
    const { value } = this.draft;
    if (key === CERTIFICATE) {
      if (value.certificate === null || !isBegun(value.certificate, certificateAtFirst(null), false))
        value.certificate = certificateAtFirst(maker);
      return;
    }
    const today = todayInVietnam();
    const typed = value.papers[key];
    if (typed === undefined || !isBegun(typed, paperAtFirst(key, null, today), false)) this.setPaper(key, paperAtFirst(key, maker, today));
  }

  private forget(key: PaperKey): void {
    this.setFile(key, undefined);
    if (key === CERTIFICATE) this.draft.value.certificate = null;
    else this.draft.value.papers = Object.fromEntries(Object.entries(this.draft.value.papers).filter(([type]) => type !== key));
  }

  private stateOf(key: PaperKey): { readonly isThere: boolean; readonly parts: Pick<TypedPaper, 'number' | 'issuer' | 'issuedOn'> } {
    const hasFile = this.files[key] !== undefined;
    if (key === CERTIFICATE) {
      const typed = this.certificate;
      const isThere = isBegun({ ...typed, issuedBy: '', stars: 0 }, { ...certificateAtFirst(null), issuedBy: '', stars: 0 }, hasFile);
      return { isThere, parts: { ...typed, issuer: typed.issuedBy } };
    }
    const typed = this.paper(key);
    return { isThere: isBegun(typed, paperAtFirst(key, this.maker(), todayInVietnam()), hasFile), parts: typed };
  }
}
