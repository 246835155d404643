import { escapeHtml, paperPage, showTime } from '../../shared/kernel';
import type { ConsentDto } from './consent.dto';

const METHOD_VI: Readonly<Record<string, string>> = {
  'paper-photo': 'giấy ký (có ảnh chụp)',
  'otp-sms': 'tin nhắn SMS',
  'app-tap': 'bấm đồng ý trên ứng dụng',
  'call-recording': 'cuộc gọi có ghi âm',
  'thumbprint-witness': 'điểm chỉ có người làm chứng',
  demonstration: 'DỮ LIỆU MINH HOẠ, không phải đồng ý thật',
};
const RELATION_VI: Readonly<Record<string, string>> = {
  self: 'chính chủ',
  'household-member': 'thành viên hộ',
  'legal-representative': 'người đại diện theo pháp luật',
};

function codeVi({ codeConfirmedAt, codePhone }: ConsentDto): string | null {
  return codeConfirmedAt === null
    ? null
    : `đã nhập đúng lúc ${showTime(new Date(codeConfirmedAt))}${codePhone === null ? '' : `, gửi đến số ${codePhone}`}`;
}

/** A copy on paper: what was agreed to, by whom, when and how, with the hashes by which it can be checked. */
export function consentPage(producerName: string, consent: ConsentDto): string {
  const time = (at: string | Date): string => showTime(new Date(at));
  const lines: readonly (readonly [string, string | null])[] = [
    ['Chủ thể', producerName],
    ['Mục đích', consent.platformName === null ? consent.purposeVi : `${consent.purposeVi} ${consent.platformName}`],
    ['Người đồng ý', `${consent.signerName} (${RELATION_VI[consent.signerRelation] ?? consent.signerRelation})`],
    ['Cách đồng ý', METHOD_VI[consent.method] ?? consent.method],
    ['Lúc', time(consent.givenAt)],
    ['Mã xác nhận', consent.awaitsCode ? 'đang chờ, chưa có hiệu lực' : codeVi(consent)],
    ['Có hiệu lực đến', consent.validUntil === null ? 'khi rút lại' : time(consent.validUntil)],
    ['Đọc bằng tiếng', consent.language],
    ['Người làm chứng', consent.witness],
    ['Người ghi nhận', consent.collectedByName],
    ['Dữ liệu nhạy cảm', consent.isSensitive ? 'có' : 'không'],
    ['Đã rút lại', consent.withdrawnAt === null ? null : `${time(consent.withdrawnAt)} (${consent.withdrawalMethod ?? ''})`],
  ];
  const table = lines.flatMap(([name, value]) =>
    value === null ? [] : [`<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`],
  );
  return paperPage(
    'Bản ghi sự đồng ý',
    `<blockquote>${escapeHtml(consent.textVi)}</blockquote>
<table>${table.join('')}
<tr><th>Bản nội dung</th><td>${escapeHtml(consent.purpose)}, bản ${consent.textVersion}<br><code>SHA-256 ${consent.textSha256}</code></td></tr>
${consent.evidenceSha256 === null ? '' : `<tr><th>Bằng chứng</th><td><code>SHA-256 ${consent.evidenceSha256}</code></td></tr>`}
<tr><th>Mã bản ghi</th><td><code>${consent.id}</code></td></tr></table>
<p>Người đồng ý được xem, sửa, nhận bản sao, hạn chế, phản đối, rút lại đồng ý và yêu cầu xoá dữ liệu (Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP).</p>`,
  );
}
