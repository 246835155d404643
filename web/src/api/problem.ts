/** What the program says when it does not do what was asked (RFC 9457); `status` 0: no answer came. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly requestId?: string;
  /** `pointer` is a JSON pointer into the body. */
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  readonly [fact: string]: unknown;
}

export class ApiProblem extends Error {
  constructor(readonly body: ProblemBody) {
    super(body.detail ?? body.title);
  }

  /** Stable, such as `mandate-ended`. */
  get code(): string {
    return this.body.type.replace('urn:problem:', '');
  }

  /** No signal, or nobody answers: to be tried again, not to be told as a refusal. */
  get isSilence(): boolean {
    return this.body.status === 0 || this.body.status === 502 || this.body.status === 503 || this.body.status === 504;
  }

  /** By field: `{ '/name': 'Cần tên sản phẩm.' }`. */
  get fields(): Readonly<Record<string, string>> {
    return Object.fromEntries((this.body.errors ?? []).map(({ pointer, message }) => [pointer, message]));
  }
}

const SILENCE: ProblemBody = { type: 'urn:problem:no-signal', title: 'Chưa kết nối được. Kiểm tra mạng rồi thử lại.', status: 0 };

export const silence = (): ApiProblem => new ApiProblem(SILENCE);

export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof TypeError || (error instanceof DOMException && error.name !== 'DataError')) return silence(); // how fetch says that nothing came
  return new ApiProblem({
    type: 'urn:problem:page-fault',
    title: 'Trang bị lỗi. Tải lại trang rồi thử lại.',
    status: 500,
    detail: undefined,
  });
}
