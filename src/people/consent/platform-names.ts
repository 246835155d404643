import { Injectable } from '@nestjs/common';

/** The platforms that one can agree to be published on, by code. Told from above, because this folder knows no platform. */
@Injectable()
export class PlatformNames {
  private names: ReadonlyMap<string, string> = new Map();

  tell(names: ReadonlyMap<string, string>): void {
    this.names = names;
  }

  all(): readonly (readonly [code: string, name: string])[] {
    return [...this.names];
  }

  nameOf(code: string): string | undefined {
    return this.names.get(code);
  }
}
