const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text as it may stand in HTML, also between quotes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? '');

/** A page made for A4 paper. `body` is HTML already; `title` is not. */
export function paperPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>
<style>@page{size:A4;margin:20mm}body{font:12pt/1.5 "Times New Roman",serif;max-width:170mm;margin:1rem auto;padding:0 1rem;color:#000}h1{font-size:16pt;text-align:center}
blockquote{border:1px solid #000;margin:1rem 0;padding:.6rem 1rem}table{border-collapse:collapse;width:100%}th,td{border:1px solid #888;padding:.25rem .5rem;text-align:left;vertical-align:top}
code{font:9pt/1.3 monospace;overflow-wrap:anywhere}.sign{display:flex;justify-content:space-around;margin-top:2rem;height:30mm}</style>
</head><body><h1>${escapeHtml(title)}</h1>
${body}
</body></html>`;
}
