import { Injectable } from '@nestjs/common';

interface Route {
  readonly method: string;
  readonly pattern: string;
  readonly shape: RegExp;
}

/** Every route the program serves, noted as it is registered. The access table is checked against it, and it tells 405 from 404. */
@Injectable()
export class RouteList {
  private readonly routes: Route[] = [];

  note(method: string | readonly string[], pattern: string): void {
    const source = pattern
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/:[A-Za-z]+/g, '[^/]+')
      .replaceAll('*', '.*');
    for (const one of typeof method === 'string' ? [method] : method)
      this.routes.push({ method: one, pattern, shape: new RegExp(`^${source}$`) });
  }

  /** `GET /api/v1/session`, … HEAD comes with every GET and is not listed. */
  all(): string[] {
    return this.routes.filter((route) => route.method !== 'HEAD').map((route) => `${route.method} ${route.pattern}`);
  }

  /** Methods that the path of `url` takes. */
  methodsOf(url: string): string[] {
    const path = url.split('?', 1)[0] ?? url;
    return [...new Set(this.routes.filter((route) => route.pattern !== '*' && route.shape.test(path)).map((route) => route.method))].sort();
  }
}
