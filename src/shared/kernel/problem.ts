/** What a caller is told when it did something wrong, or when we cannot do what it asked. */
export interface ProblemKind {
  /** Stable, part of the API, never renamed or reused. */
  readonly code: string;
  readonly status: number;
  /** Short Vietnamese sentence for the screen. */
  readonly title: string;
}

/** One field that is wrong. `pointer` is a JSON pointer into the body, or `?name` for a query or path parameter. */
export interface FieldError {
  readonly pointer: string;
  readonly message: string;
}

/** A refusal that reaches the caller as RFC 9457 problem+json. `detail` is a Vietnamese sentence, `facts` become members. */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly detail?: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
    readonly errors?: readonly FieldError[],
  ) {
    super(`${kind.code}: ${detail ?? kind.title}`);
  }
}
