import { explainConstraints } from '../shared/http';
import { problems } from '../shared/kernel';

/** Said by the constraint, and by whoever looks before it can. */
export const PHONE_TAKEN = { kind: problems.alreadyExists, detail: 'Số điện thoại này đã có tài khoản.', pointer: '/phone' } as const;

explainConstraints({
  account_pkey: { kind: problems.alreadyExists, detail: 'Đã có tài khoản với mã này.', pointer: '/id' },
  account_phone_unique: PHONE_TAKEN,
  account_oidc_subject_unique: { kind: problems.alreadyExists, detail: 'Đã gắn với một tài khoản khác.', pointer: '/oidcSubject' },
  producer_pkey: { kind: problems.alreadyExists, detail: 'Đã có chủ thể với mã này.', pointer: '/id' },
  producer_is_merged: { kind: problems.producerMerged, detail: 'Hồ sơ này vừa được gộp vào hồ sơ khác; xin mở lại danh sách.' },
  person_request_pkey: { kind: problems.alreadyExists, detail: 'Đã có yêu cầu với mã này.' },
  person_request_producer_fkey: { kind: problems.validation, detail: 'Không có chủ thể này.', pointer: '/producerId' },
  person_request_account_fkey: { kind: problems.validation, detail: 'Không có tài khoản này.', pointer: '/accountId' },
  consent_pkey: { kind: problems.alreadyExists, detail: 'Đã có bản ghi đồng ý với mã này.' },
  consent_text_pkey: { kind: problems.alreadyExists, detail: 'Vừa có bản nội dung mới; xin xem lại.' },
  mandate_pkey: { kind: problems.alreadyExists, detail: 'Đã có uỷ quyền với mã này.', pointer: '/id' },
  act_undo_once: { kind: problems.alreadyExists, detail: 'Việc này đã được hoàn tác.' },
  mandate_one_at_a_time: { kind: problems.alreadyExists, detail: 'Cán bộ này vừa được ghi một uỷ quyền khác.' },
  membership_producer_fkey: { kind: problems.notFound, detail: 'Không có chủ thể này.' },
  membership_account_fkey: { kind: problems.notFound, detail: 'Không có tài khoản này.' },
});
