import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import { faultText } from '../shared/kernel';

/** Nest's own messages in the same structured log. Its start-up chatter is debug. */
export class NestLog implements LoggerService {
  constructor(private readonly sink: Logger) {}

  log(message: unknown, context?: unknown): void {
    this.sink.debug({ context }, String(message));
  }

  error(message: unknown, ...more: unknown[]): void {
    const context = more[more.length - 1];
    if (message instanceof Error) this.sink.error({ err: message, context }, faultText(message));
    else this.sink.error({ context }, String(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.sink.warn({ context }, String(message));
  }

  debug(message: unknown, context?: unknown): void {
    this.sink.debug({ context }, String(message));
  }

  verbose(message: unknown, context?: unknown): void {
    this.sink.trace({ context }, String(message));
  }

  fatal(message: unknown, context?: unknown): void {
    this.sink.fatal({ context }, String(message));
  }
}
