import { escapeHtml, paperPage, showTime } from '../../shared/kernel';
import type { BreachReportDto } from './breach.dto';

/** The report on paper, for whoever tells the authority and the people. */
export function breachPage({ from, to, tellBy, totals, producers }: BreachReportDto): string {
  const time = (at: string): string => escapeHtml(showTime(new Date(at)));
  const lines = producers.map(
    (one) =>
      `<tr><td>${escapeHtml(one.name)}<br><code>${one.producerId}</code></td><td>${one.acts}</td><td>${one.sensitiveReads}</td><td>${one.archives}</td><td>${one.buyers}</td></tr>`,
  );
  return paperPage(
    'Báo cáo vi phạm dữ liệu cá nhân',
    `<p>Từ ${time(from)} đến ${time(to)}. Hạn báo cơ quan có thẩm quyền: <strong>${time(tellBy)}</strong> (72 giờ).</p>
<p>${totals.producers} chủ thể trong tầm truy cập, ${totals.touched} có dấu vết; ${totals.acts} lần ghi, ${totals.sensitiveReads} lần xem số nhạy cảm, ${totals.archives} bản xuất, ${totals.buyers} đơn của người mua.</p>
<table><tr><th>Chủ thể</th><th>Lần ghi</th><th>Xem số nhạy cảm</th><th>Bản xuất</th><th>Đơn có người mua</th></tr>${lines.join('')}</table>`,
  );
}
