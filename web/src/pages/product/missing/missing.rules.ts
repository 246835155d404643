import type { PaperType } from '../papers/paper-form.rules';

export interface Gap {
  readonly code: string;
  readonly field: string;
  readonly messageVi: string;
  readonly who: string;
}

/** What stands between a product and the platforms, cut by what a person does about it. */
export interface Missing<G extends Gap = Gap> {
  /** Yes or no, which decides what else is asked: codes of attributes. */
  readonly questions: readonly string[];
  /** What the label says: codes of attributes. */
  readonly label: readonly string[];
  readonly asksShelfLife: boolean;
  readonly papers: readonly PaperType[];
  readonly asksCertificate: boolean;
  /** To be agreed to, by platform. */
  readonly consents: readonly G[];
  /** Mended on a page of its own. */
  readonly others: readonly G[];
  /** Somebody else's turn. */
  readonly waiting: readonly G[];
}

const HERE: readonly string[] = ['producer', 'officer'];

export function missingOf<G extends Gap>(gaps: readonly G[]): Missing<G> {
  const mine = gaps.filter(({ who }) => HERE.includes(who));
  const after = (start: string, found: readonly G[]): string[] => [...new Set(found.map(({ field }) => field.slice(start.length)))];
  const attributes = mine.filter(({ field }) => field.startsWith('attributes.'));
  const papers = mine.filter(({ field }) => field.startsWith('documents.'));
  const certificates = mine.filter(({ field }) => field === 'certificates');
  const consents = mine.filter(({ field }) => field.startsWith('consents.'));
  const shelfLife = mine.filter(({ field }) => field === 'shelfLifeDays');
  const placed = new Set([...attributes.filter(isAsked), ...papers, ...certificates, ...consents, ...shelfLife]);
  return {
    questions: after(
      'attributes.',
      attributes.filter(({ code }) => code === 'question-open'),
    ),
    label: after(
      'attributes.',
      attributes.filter(({ code }) => code === 'attribute-missing'),
    ),
    asksShelfLife: shelfLife.length > 0,
    papers: after('documents.', papers) as PaperType[], // the program names a type of its list
    asksCertificate: certificates.length > 0,
    consents,
    others: mine.filter((gap) => !placed.has(gap)),
    waiting: gaps.filter(({ who }) => !HERE.includes(who)),
  };
}

const isAsked = ({ code }: Gap): boolean => code === 'question-open' || code === 'attribute-missing';

/** Whether somebody here still has something to do. */
export const isMine = ({ questions, label, asksShelfLife, papers, asksCertificate, consents, others }: Missing): boolean =>
  asksShelfLife || asksCertificate || [questions, label, papers, consents, others].some((list) => list.length > 0);

/** How many things that is. */
export const countOf = ({ questions, label, asksShelfLife, papers, asksCertificate, consents, others }: Missing): number =>
  [questions, label, papers, consents, others].reduce((sum, list) => sum + list.length, 0) +
  Number(asksShelfLife) +
  Number(asksCertificate);
