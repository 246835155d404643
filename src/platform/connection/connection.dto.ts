import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsObject, IsString, Length } from 'class-validator';
import { Flag, Maybe, Pattern, Text } from '../../shared/http';
import { MOST_WEBHOOK_SECRETS } from './connection.rules';

/** Longest webhook secret: an RSA public key in PEM is about 800. Units: characters. */
const LONGEST_SECRET = 5_000;

/** A new shop at a platform. */
export class CreateConnection {
  /** Code of the platform, see `GET /api/v1/platforms`. */
  @Pattern(/^[a-z][a-z0-9-]*$/, 40, 'Mã sàn chỉ gồm chữ thường, số và dấu gạch ngang.')
  platform: string;

  /** What people call this shop. */
  @Text(1, 120)
  name: string;

  @Text(8, 500)
  baseUrl: string;

  /** What the platform's description asks for, by key. Secrets go in and never come out. */
  @IsObject()
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', maxLength: 5000 } })
  credentials: Record<string, unknown>;

  /** Secrets or public keys that webhooks of this shop are checked with. */
  @Maybe()
  @IsArray()
  @ArrayMaxSize(MOST_WEBHOOK_SECRETS)
  @IsString({ each: true })
  @Length(1, LONGEST_SECRET, { each: true })
  @ApiProperty({ type: 'array', items: { type: 'string', minLength: 1, maxLength: LONGEST_SECRET }, maxItems: MOST_WEBHOOK_SECRETS })
  webhookSecrets?: string[];

  /** A practice platform: marked as such wherever it is shown. */
  @Maybe()
  @Flag()
  isPractice?: boolean;
}

/** Only what is given changes. */
export class ChangeConnection {
  @Maybe()
  @Text(1, 120)
  name?: string;

  /** Another address needs the secrets again. */
  @Maybe()
  @Text(8, 500)
  baseUrl?: string;

  /** Keys that are left out keep their value. */
  @Maybe()
  @IsObject()
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', maxLength: 5000 } })
  credentials?: Record<string, unknown>;

  /** One more secret; the old ones go on to be accepted until they are removed. */
  @Maybe()
  @IsString()
  @Length(1, LONGEST_SECRET)
  @ApiProperty({ type: 'string', minLength: 1, maxLength: LONGEST_SECRET })
  addWebhookSecret?: string;

  /** Fingerprint of the secret that is not accepted any more. */
  @Maybe()
  @Pattern(/^[0-9a-f]{12}$/, 12, 'Dấu của khoá gồm 12 chữ số thập lục phân.')
  removeWebhookSecret?: string;

  @Maybe()
  @Flag()
  isPractice?: boolean;
}

/** One credential as it is shown: a secret only says whether it is there. */
export class CredentialDto {
  @ApiProperty() key: string;
  @ApiProperty() label: string;
  @ApiProperty() isSecret: boolean;
  @ApiProperty() isSet: boolean;
  @ApiProperty({ required: false, description: 'Không bao giờ có với mục bí mật.' }) value?: string;
}

export class TroubleDto {
  @ApiProperty({ enum: ['wrong-credentials', 'account-locked', 'caller-refused'] }) code: string;
  @ApiProperty() message: string;
  @ApiProperty({ format: 'date-time' }) since: string;
}

export class ConnectionDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() platform: string;
  @ApiProperty() platformName: string;
  @ApiProperty() name: string;
  @ApiProperty() baseUrl: string;
  @ApiProperty({ type: () => [CredentialDto] }) credentials: CredentialDto[];
  @ApiProperty({ description: 'Địa chỉ khai báo với sàn để nhận webhook.' }) webhookUrl: string;
  @ApiProperty({ type: [String], description: 'Dấu của từng khoá webhook.' }) webhookSecrets: string[];
  @ApiProperty() isPaused: boolean;
  @ApiProperty() isPractice: boolean;
  @ApiProperty({ type: () => TroubleDto, nullable: true }) trouble: TroubleDto | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
}

/** What a try at logging in showed. */
export class ConnectionTestDto {
  @ApiProperty() isWorking: boolean;
  @ApiProperty({ required: false, description: 'Loại lỗi.' }) failure?: string;
  @ApiProperty({ description: 'Kết quả, bằng tiếng Việt.' }) message: string;
  @ApiProperty({ required: false, description: 'Nguyên văn của sàn.' }) platformText?: string;
}

/** One field of the form by which a shop is connected, as the adapter describes it. */
export class CredentialFieldDto {
  key: string;
  label: string;
  isSecret: boolean;
  isRequired: boolean;
  help?: string;
}

/** What a part of an adapter rests on. */
export class SourceDto {
  topic: string;
  basis: string;
  note: string;
}

/** A platform that a shop can be connected to, with what its form needs. */
export class PlatformDto {
  @ApiProperty() code: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: () => CredentialFieldDto, isArray: true }) credentials: CredentialFieldDto[];
  @ApiProperty({ type: 'object', additionalProperties: true }) capabilities: object;
  @ApiProperty({ type: 'object', additionalProperties: true }) photoRule: object;
  @ApiProperty({ type: 'object', additionalProperties: true }) textRule: object;
  @ApiProperty({ type: () => SourceDto, isArray: true, description: 'Căn cứ của từng phần; phần giả định được ghi rõ.' })
  sources: SourceDto[];
}
