export class HealthDto {
  status: 'ok';
}

export class SmsHealthDto {
  /** none: no gateway is set up, and messages wait. */
  gateway: 'none' | 'practice' | 'http';

  /** Messages on their way; at most 1000 are counted. */
  waiting: number;
}

export class ReadyDto extends HealthDto {
  sms: SmsHealthDto;
}
