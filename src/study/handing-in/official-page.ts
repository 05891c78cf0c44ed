/** The accessible twin of an official draft: a page with headings and tables that any reader can walk, for who cannot use the .docx. */
import { chineseDate } from './year-ledger.js';
import type { DraftTable, OfficialDraft } from './official-draft.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const safe = (text: string): string => text.replace(/[&<>"']/gu, (sign) => ESCAPES[sign] ?? sign);

const STYLE =
  'body{max-width:45rem;margin:2rem auto;padding:0 1rem;font:1.125rem/1.9 FangSong,"Noto Serif CJK SC",serif;color:#000;background:#fff}' +
  'h1{text-align:center;font-size:1.6rem;line-height:1.5}table{border-collapse:collapse;width:100%}th,td{border:1px solid #000;padding:.3rem .5rem;text-align:center}' +
  '.signed{text-align:right}p.body{text-indent:2em}';

export function officialPage({ title, addressee, parts, attachments, signature, date, copyTo }: OfficialDraft): string {
  const body = parts.map(({ level, text }) =>
    level === 0 ? `<p class="body">${safe(text)}</p>` : `<h${level + 1}>${safe(text)}</h${level + 1}>`,
  );
  return [
    '<!doctype html>',
    `<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${safe(title)}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${safe(title)}</h1>`,
    ...(addressee === null ? [] : [`<p>${safe(addressee)}：</p>`]),
    ...body,
    `<p class="signed">${safe(signature)}<br>${chineseDate(date)}</p>`,
    ...attachments.map(tableOf),
    ...(copyTo === null ? [] : [`<p>抄送：${safe(copyTo)}。</p>`]),
    '</main></body></html>',
  ].join('\n');
}

function tableOf({ title, columns, rows }: DraftTable): string {
  const head = columns.map((column) => `<th scope="col">${safe(column)}</th>`).join('');
  const lines = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${safe(cell)}</td>`).join('')}</tr>`);
  return `<h2>附件：${safe(title)}</h2><table><caption>${safe(title)}</caption><thead><tr>${head}</tr></thead><tbody>${lines.join('')}</tbody></table>`;
}
