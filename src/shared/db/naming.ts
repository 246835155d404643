import { DefaultNamingStrategy } from 'typeorm';

/** createdAt → created_at, so that entities need not repeat every column name. */
export class SnakeNaming extends DefaultNamingStrategy {
  override columnName(property: string, customName: string | undefined, prefixes: string[]): string {
    return (
      customName ??
      [...prefixes, property]
        .join('_')
        .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
        .toLowerCase()
    );
  }
}
