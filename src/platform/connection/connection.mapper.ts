import type { PlatformDescription } from '../contract';
import type { KnownPlatform } from '../platform.registry';
import type { ConnectionDto, PlatformDto } from './connection.dto';
import type { ConnectionRow, Trouble } from './connection.store';

const TROUBLES: Readonly<Record<Trouble, string>> = {
  'wrong-credentials': 'Sàn không chấp nhận tài khoản hoặc mật khẩu. Hãy nhập lại thông tin đăng nhập.',
  'account-locked': 'Gian hàng đang bị sàn khoá. Hãy liên hệ với sàn.',
  'caller-refused': 'Sàn không cho phép máy chủ này gọi tới. Hãy nhờ sàn mở quyền cho địa chỉ của máy chủ.',
};

interface Shown {
  /** null: the platform is not part of this program any more. */
  readonly description: PlatformDescription | null;
  readonly credentials: Readonly<Record<string, string>>;
  readonly secretFingerprints: string[];
  readonly publicUrl: string;
}

/** A connection as operators see it; of secrets only that they are there. */
export function toConnectionDto(row: ConnectionRow, { description, credentials, secretFingerprints, publicUrl }: Shown): ConnectionDto {
  return {
    id: row.id,
    platform: row.platform,
    platformName: description?.name ?? row.platform,
    name: row.name,
    baseUrl: row.base_url,
    credentials: (description?.credentials ?? []).map(({ key, labelVi, secret }) => ({
      key,
      label: labelVi,
      isSecret: secret,
      isSet: credentials[key] !== undefined,
      ...(secret || credentials[key] === undefined ? {} : { value: credentials[key] }),
    })),
    webhookUrl: `${publicUrl}/webhooks/${row.platform}/${row.id}`,
    webhookSecrets: secretFingerprints,
    isPaused: row.is_paused,
    isPractice: row.is_practice,
    trouble: row.trouble &&
      row.trouble_since && { code: row.trouble, message: TROUBLES[row.trouble], since: row.trouble_since.toISOString() },
    createdAt: row.created_at.toISOString(),
  };
}

export function toPlatformDto({ adapter, description }: KnownPlatform): PlatformDto {
  const { name, capabilities, photoRule, textRule } = description;
  return {
    code: adapter.code,
    name,
    credentials: description.credentials.map((field) => ({
      key: field.key,
      label: field.labelVi,
      isSecret: field.secret,
      isRequired: field.required,
      ...(field.helpVi === undefined ? {} : { help: field.helpVi }),
    })),
    capabilities,
    photoRule,
    textRule,
    sources: description.sources.map((source) => ({ ...source })),
  };
}
