import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { IncomingMessages, Outbox } from '../../people';
import { LANE_SETTINGS, type LaneSettings } from '../lane/lane-runner';
import { faultText } from '../../shared/kernel';

/**
 * Carries short messages: those that wait are sent, those that came are read. At once when this process was told of one, and every few seconds whatever
 * happened. Several processes may carry at the same time; each message is taken by one.
 */
@Injectable()
export class MessagePost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(MessagePost.name);
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> | null = null;
  private again = false;
  private stopping = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly incoming: IncomingMessages,
    @Inject(LANE_SETTINGS) private readonly settings: LaneSettings,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.works) return;
    this.outbox.onPut(() => this.wake());
    this.incoming.onStored(() => this.wake());
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    await this.round;
  }

  /** Looks at once, or once more when it is looking already. */
  wake(): void {
    if (this.stopping) return;
    if (this.round) {
      this.again = true;
      return;
    }
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.again = false;
    this.round = this.carry().finally(() => {
      this.round = null;
      if (this.stopping) return;
      if (this.again) this.wake();
      else this.timer = setTimeout(() => this.wake(), this.settings.sweepEveryMs);
    });
  }

  /** What cannot be read must not hold up what is to be sent. */
  private async carry(): Promise<void> {
    for (const [what, step] of [
      ['reading', () => this.incoming.readDue()],
      ['sending', () => this.outbox.sendDue()],
    ] as const)
      await step().catch((error: unknown) => this.log.warn(`${what} messages: ${faultText(error)}`));
  }
}
