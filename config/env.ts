import 'reflect-metadata';
import { Transform, plainToInstance } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, MinLength, validateSync } from 'class-validator';

const number = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value));
const flag = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));

/** Every setting of the program. Read once at start; a bad value stops the program with all faults listed. Documented in `.env.example`. */
export class Env {
  /** Which half runs: `web` answers requests, `worker` talks to platforms, `all` does both. */
  @IsIn(['all', 'web', 'worker'])
  ROLE: 'all' | 'web' | 'worker' = 'all';

  /** Address to listen on. */
  @IsString()
  HOST = '127.0.0.1';

  /** Port of the API. 0 takes a free one. */
  @number()
  @IsInt()
  @Min(0)
  @Max(65535)
  PORT = 3000;

  /** Any PostgreSQL (15 or newer). Empty: the embedded one, with its data under DATA_DIR. */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, { message: 'DATABASE_URL must start with postgres://' })
  DATABASE_URL?: string;

  /** Most database connections of this process. */
  @number()
  @IsInt()
  @Min(4)
  @Max(500)
  DATABASE_POOL = 30;

  /** Folder for the embedded database, photos and keys. */
  @IsString()
  DATA_DIR = '.data';

  /** How the world reaches us, without a slash at the end: photo addresses and webhook addresses are built from it. Empty: http://HOST:PORT. */
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  PUBLIC_URL?: string;

  /** Set when a proxy on this machine or in the private network stands before us: the caller's address and scheme are then taken from its X-Forwarded headers. */
  @flag()
  @IsBoolean()
  TRUST_PROXY = false;

  /** 32 bytes as 64 hex digits; encrypts credentials in the database. Empty: a key file is made in DATA_DIR. */
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/i, { message: 'SECRET_KEY must be 64 hex digits' })
  SECRET_KEY?: string;

  /** Earlier keys, and while several processes are being restarted the coming one: 64 hex digits each, with commas between. What they sealed still opens. */
  @IsOptional()
  @Matches(/^[0-9a-f]{64}(\s*,\s*[0-9a-f]{64})*$/i, { message: 'SECRET_KEYS_OLD must be keys of 64 hex digits with commas between' })
  SECRET_KEYS_OLD?: string;

  /** Lets platform connections point to this machine itself. For practice platforms only. */
  @flag()
  @IsBoolean()
  ALLOW_LOOPBACK_PLATFORMS = false;

  /** Most requests of one account in a minute, over all processes; a write counts three times. One address may make ten times as many. */
  @number()
  @IsInt()
  @Min(60)
  @Max(10_000_000)
  REQUESTS_PER_MINUTE = 3_000;

  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  LOG_LEVEL: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent' = 'info';

  /** How often the orders of an account are polled, milliseconds. */
  @number()
  @IsInt()
  @Min(100)
  @Max(3_600_000)
  POLL_EVERY_MS = 30_000;

  /** How often lost wake-ups are repaired, milliseconds. */
  @number()
  @IsInt()
  @Min(100)
  @Max(60_000)
  SWEEP_EVERY_MS = 2_000;

  /** Way out for short messages: `http` is any gateway that takes an HTTP request, `practice` the practice phones. Empty: messages wait. */
  @IsOptional()
  @IsIn(['practice', 'http'])
  SMS_GATEWAY?: 'practice' | 'http';

  /** Address of the practice phones, or template of the gateway's address with {to}, {to84} or {to0}, {text}, {id}. */
  @IsOptional()
  @Matches(/^https?:\/\//, { message: 'SMS_URL must start with https:// or http://' })
  SMS_URL?: string;

  /** How the gateway is called. */
  @IsIn(['POST', 'GET'])
  SMS_METHOD: 'POST' | 'GET' = 'POST';

  /** Template of the body, with the same places; values are written for JSON, or for a form when SMS_HEADERS says so. */
  @IsOptional()
  @IsString()
  SMS_BODY?: string;

  /** Headers as a JSON object, the gateway's key among them. */
  @IsOptional()
  @IsString()
  SMS_HEADERS?: string;

  /** Regular expression that only answers of success match. Empty: any 2xx. */
  @IsOptional()
  @IsString()
  SMS_SUCCESS?: string;

  /** Regular expression whose first group is the gateway's id of the message. */
  @IsOptional()
  @IsString()
  SMS_ID?: string;

  /** What the gateway shows in the header x-sms-secret at /webhooks/sms. Empty: nothing is received. */
  @IsOptional()
  @MinLength(16)
  SMS_SECRET?: string;

  /** What the gateway calls id, sender and text of a received message. */
  @Matches(/^[\w.-]+,[\w.-]+,[\w.-]+$/, { message: 'SMS_IN_FIELDS must be three names' })
  SMS_IN_FIELDS = 'id,from,text';

  /** Sign-in service of the province (OpenID Connect), by which officials sign in. Empty: by phone only. */
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  OIDC_ISSUER?: string;

  /** What the service knows this program by. */
  @IsOptional()
  @IsString()
  OIDC_CLIENT_ID?: string;

  /** What this program shows the service. */
  @IsOptional()
  @IsString()
  OIDC_CLIENT_SECRET?: string;

  /** Claim of the service that accounts are matched by. */
  @Matches(/^[\w.:/-]{1,100}$/, { message: 'OIDC_CLAIM must be the name of a claim' })
  OIDC_CLAIM = 'sub';

  /** Phone number of the first operator, made at start when there is no operator yet. */
  @IsOptional()
  @IsString()
  FIRST_OPERATOR_PHONE?: string;

  /** Password of the first operator. */
  @IsOptional()
  @IsString()
  FIRST_OPERATOR_PASSWORD?: string;
}

export class BadEnvironment extends Error {}

/** Validates `source` (process.env by default) with `settings` of the command line above it. Throws: BadEnvironment that names every wrong variable. */
export function readEnv(
  source: Readonly<Record<string, string | undefined>> = process.env,
  settings: Readonly<Record<string, string>> = {},
): Env {
  const known = new Set(Object.keys(plainToInstance(Env, {}, { exposeDefaultValues: true })).concat(ENV_NAMES));
  const given = Object.fromEntries(
    Object.entries({ ...source, ...settings }).filter(([name, value]) => known.has(name) && value !== undefined && value !== ''),
  );
  const env = plainToInstance(Env, given, { exposeDefaultValues: true });
  const faults = validateSync(env).flatMap((fault) =>
    Object.values(fault.constraints ?? {}).map((text) => (text.includes(fault.property) ? text : `${fault.property}: ${text}`)),
  );
  if (faults.length > 0) throw new BadEnvironment(faults.join('; '));
  return env;
}

/** All names, also of the settings without a default. */
export const ENV_NAMES: readonly string[] = [
  'ROLE',
  'HOST',
  'PORT',
  'DATABASE_URL',
  'DATABASE_POOL',
  'DATA_DIR',
  'PUBLIC_URL',
  'TRUST_PROXY',
  'SECRET_KEY',
  'SECRET_KEYS_OLD',
  'ALLOW_LOOPBACK_PLATFORMS',
  'REQUESTS_PER_MINUTE',
  'LOG_LEVEL',
  'POLL_EVERY_MS',
  'SWEEP_EVERY_MS',
  'SMS_GATEWAY',
  'SMS_URL',
  'SMS_METHOD',
  'SMS_BODY',
  'SMS_HEADERS',
  'SMS_SUCCESS',
  'SMS_ID',
  'SMS_SECRET',
  'SMS_IN_FIELDS',
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_CLAIM',
  'FIRST_OPERATOR_PHONE',
  'FIRST_OPERATOR_PASSWORD',
];
