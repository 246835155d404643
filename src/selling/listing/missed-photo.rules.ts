import type { ListingIssue, RemoteListing } from '../../platform';

/** Whether a platform says that it lacks some of the photos that it was told of. `sent`: how many. */
export function lacksPhotos({ state, issues, photoCount }: Pick<RemoteListing, 'state' | 'issues' | 'photoCount'>, sent: number): boolean {
  if (state === 'rejected') return issues.some(({ code }) => code === 'photo');
  return state === 'live' && photoCount !== undefined && photoCount < sent;
}

const UNFETCHED_VI =
  'Sàn chưa lấy được ảnh từ hệ thống; ảnh không có lỗi. Hệ thống tự gửi lại một lần, nếu vẫn chưa được xin báo quản trị viên.';

/** What the platform objects to, and what it dropped without a word: nobody but us can tell the maker of that. `unfetched`: how many photos nobody has ever come for. */
export function photoIssues(found: RemoteListing, sent: number, unfetched: number): readonly ListingIssue[] {
  if (!lacksPhotos(found, sent)) return found.issues;
  if (unfetched > 0) {
    const others = found.issues.filter(({ code }) => code !== 'photo');
    const platformText = found.issues.find(({ code }) => code === 'photo')?.platformText ?? '';
    return [...others, { code: 'photo-unfetched', field: 'photos', platformText, adviceVi: UNFETCHED_VI }];
  }
  if (found.state !== 'live') return found.issues;
  const adviceVi = `Sàn chỉ hiện ${found.photoCount} trong ${sent} ảnh đã gửi. Hãy thay ảnh bị bỏ rồi đăng lại.`;
  return [...found.issues, { code: 'photo', field: 'photos', platformText: '', adviceVi }];
}
