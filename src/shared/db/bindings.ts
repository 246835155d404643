/** Collects the values of a statement that is put together from parts: `bind(value)` answers the `$1`, `$2` … to write in its place. */
export class Bindings {
  readonly values: unknown[] = [];

  readonly bind = (value: unknown): string => `$${this.values.push(value)}`;
}

export type Bind = Bindings['bind'];
