/** Faults of the line between connector and platform; they work on every call of the seller API, by `match: {method, path}`. */
export const transportKnobs = {
  busy: 'Trả lời quá tải: A HTTP 200 "System busy", B HTTP 429. {retryAfter}',
  'bad-gateway': 'Trả lời HTTP 502 với trang HTML.',
  'connection-reset': 'Cắt kết nối trước khi làm gì.',
  'timeout-before': 'Không làm gì và không trả lời. {holdMs: cắt sau chừng ấy, mặc định chờ bên gọi bỏ cuộc}',
  'timeout-after': 'Đã làm xong rồi mới im lặng (commit rồi mất câu trả lời). {holdMs}',
  slow: 'Trả lời chậm. {ms}',
  'ip-refused': 'Địa chỉ IP của bên gọi bị từ chối.',
} as const;
