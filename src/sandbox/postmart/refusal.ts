const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** An answer in the error form of Spring Boot, with a code in `message` and a sentence in `description`. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly description: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${code}: ${description}`);
  }
}

/** `2026-11-21T04:07:16.123+00:00`: ISO as Spring writes it. */
export const springDate = (at: number | Date): string => new Date(at).toISOString().replace('Z', '+00:00');

export function envelope(refusal: Refusal, at: Date, path: string): Record<string, unknown> {
  return {
    status: refusal.status,
    timestamp: springDate(at),
    error: reasons[refusal.status] ?? 'Error',
    message: refusal.code,
    description: refusal.description,
    path,
  };
}
