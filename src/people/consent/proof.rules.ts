import type { Role } from '../../shared/http';
import type { ProofInput } from './consent.dto';

export interface ProofRules {
  readonly mayFollow?: boolean;
  readonly isPractice?: boolean;
}

/**
 * Why a proof does not prove that the producer agreed. Empty: it does. `mayFollow`: a code that is sent afterwards is proof enough; else what is there now has
 * to prove it. `isPractice`: nobody is there to prove anything.
 */
export function faultsOfProof(
  role: Role,
  proof: ProofInput,
  { mayFollow = false, isPractice = false }: ProofRules = {},
): { readonly field: keyof ProofInput; readonly message: string }[] {
  const evidence = (what: string): { readonly field: keyof ProofInput; readonly message: string }[] =>
    proof.evidenceSha256 === undefined ? [{ field: 'evidenceSha256', message: `Cần ${what} (mã băm của tệp).` }] : [];
  switch (proof.method) {
    case 'app-tap':
      return role === 'producer'
        ? []
        : [{ field: 'method', message: 'Chỉ người của chủ thể tự bấm đồng ý được; làm hộ thì cần giấy ký hoặc điểm chỉ.' }];
    case 'demonstration':
      return role === 'operator' || isPractice
        ? []
        : [{ field: 'method', message: 'Chỉ người vận hành được ghi đồng ý của dữ liệu minh hoạ.' }];
    case 'otp-sms':
      return role !== 'producer' && mayFollow
        ? []
        : [
            {
              field: 'method',
              message:
                role === 'producer'
                  ? 'Người của chủ thể bấm đồng ý là đủ, không cần mã.'
                  : 'Việc này cần giấy ký hoặc điểm chỉ, không dùng mã được.',
            },
          ];
    case 'paper-photo':
      return evidence('ảnh chụp giấy đã ký');
    case 'call-recording':
      return evidence('bản ghi âm cuộc gọi');
    case 'thumbprint-witness':
      return [
        ...evidence('ảnh chụp giấy điểm chỉ'),
        ...(proof.witness === undefined ? [{ field: 'witness' as const, message: 'Điểm chỉ cần có người làm chứng.' }] : []),
      ];
    default:
      return proof.method satisfies never;
  }
}
