import type { PlatformFailure } from '../contract';

/** What a failure means to the person who runs the shop, in one Vietnamese sentence. */
export function explainFailure(failure: PlatformFailure): string {
  switch (failure.kind) {
    case 'unavailable':
      return failure.outcome === 'not-applied'
        ? 'Không kết nối được tới sàn. Hãy kiểm tra địa chỉ của sàn và đường mạng.'
        : 'Sàn không trả lời. Có thể sàn đang bảo trì hoặc mạng chậm; xin thử lại sau ít phút.';
    case 'rate-limited':
      return 'Sàn đang từ chối vì có quá nhiều lệnh gọi. Xin chờ một chút rồi thử lại.';
    case 'unauthorised':
      return 'Sàn không chấp nhận tài khoản hoặc mật khẩu. Hãy nhập lại thông tin đăng nhập.';
    case 'forbidden':
      return failure.reason === 'account-locked'
        ? 'Gian hàng đang bị sàn khoá. Hãy liên hệ với sàn.'
        : 'Sàn không cho phép máy chủ này gọi tới. Hãy nhờ sàn mở quyền cho địa chỉ của máy chủ.';
    case 'rejected':
      return 'Sàn từ chối nội dung đã gửi.';
    case 'not-found':
      return 'Sàn không tìm thấy nội dung được nhắc tới.';
    case 'conflict':
      return 'Trạng thái hiện tại trên sàn không cho phép việc này.';
    case 'malformed':
      return 'Câu trả lời không giống của sàn này. Hãy kiểm tra địa chỉ của sàn; nếu đúng, sàn có thể vừa thay đổi.';
    default:
      return failure satisfies never;
  }
}
