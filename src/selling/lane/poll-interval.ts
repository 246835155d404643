/** How often the orders of an account are polled. A class so that it can be injected by name. */
export class PollInterval {
  constructor(readonly ms: number) {}
}
