/** Who took something out, and when: what leaves the server can be traced. */
export interface ExportStamp {
  /** Display name of the operator. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The same as in the record of the deed. */
  readonly id: string;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** 由 示例主持人 于 2026年11月26日 09:05 导出 · 批号 0198… ; in the time of the server. One line, whatever the name holds. */
export function exportMark({ by, at, id }: ExportStamp): string {
  const date = new Date(at);
  const day = `${date.getFullYear()}年${date.getMonth() + 1}月${date.getDate()}日`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return `由 ${by.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()} 于 ${day} ${time} 导出 · 批号 ${id}`;
}
