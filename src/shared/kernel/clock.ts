/** The only place that asks the machine what time it is; everything else receives a Clock. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock that stands still until a test moves it. */
export class FakeClock extends Clock {
  constructor(private at: Date = new Date('2026-11-21T02:00:00Z')) {
    super();
  }

  now(): Date {
    return new Date(this.at);
  }

  advance(ms: number): void {
    this.at = new Date(this.at.getTime() + ms);
  }
}

const IN_VIETNAM = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', year: 'numeric', month: '2-digit', day: '2-digit' });

/** The calendar day in Vietnam at that time, as `yyyy-mm-dd`. */
export function vietnamDay(at: Date): string {
  return IN_VIETNAM.format(at);
}

/** Day and time in Vietnam as a person reads them: `14:05 22/11/2026`. */
export function showTime(at: Date): string {
  return at.toLocaleString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' });
}
