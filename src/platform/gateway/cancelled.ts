/** The program is stopping: the call was given up, which says nothing of the platform. Callers stop too, and record no failure. */
export class CallCancelled extends Error {
  constructor(options?: { cause?: unknown }) {
    super('cancelled: the program is stopping', options);
  }
}

/** The gateway was called inside a transaction: a mistake in the caller's code, never the platform's doing. */
export class NetworkInTransaction extends Error {
  constructor() {
    super('no platform may be called inside a database transaction');
  }
}
