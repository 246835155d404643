/** One thing to say about a number or name that somebody typed. */
export interface Finding {
  /** `error`: it cannot be right. `warning`: unusual, and a person should look at the paper again. */
  readonly level: 'error' | 'warning';
  /** Stable, for programs. */
  readonly code: string;
  /** Vietnamese sentence for the screen. Does not repeat what was typed: it may be personal. */
  readonly messageVi: string;
}

/** What became of something typed. */
export interface Check {
  /** In the one form in which it is stored; null when there is an error. */
  readonly value: string | null;
  /** As a person reads it, when that is another form. */
  readonly shown?: string;
  readonly findings: readonly Finding[];
}

export const warning = (code: string, messageVi: string): Finding => ({ level: 'warning', code, messageVi });

export function accepted(value: string, findings: readonly Finding[] = [], shown?: string): Check {
  return shown === undefined ? { value, findings } : { value, shown, findings };
}

export function refused(code: string, messageVi: string): Check {
  return { value: null, findings: [{ level: 'error', code, messageVi }] };
}
