import type { AuditBreak, AuditFinding } from './verify-audit.js';

const BREAKS: Readonly<Record<AuditBreak, readonly [chinese: string, english: string]>> = {
  'entry-missing': ['这条之前有记录被删除，或顺序被改动', 'an entry before it was taken out or moved'],
  'entry-unlinked': ['与前一条记录接不上', 'it does not follow the entry before it'],
  'entry-changed': ['记录内容被改动', 'the entry was changed'],
  'tail-missing': ['从这一条起的记录被删除', 'the entries from here on were taken out'],
  'tail-replaced': ['记录被另一条替换', 'the entry was replaced by another'],
  'rows-changed': ['所覆盖的数据被改动', 'the rows that it covers were changed'],
  'rows-missing': ['所覆盖的数据被删除', 'rows that it covers were deleted'],
  'rows-added': ['所覆盖的数据中被插入了数据', 'rows were put in among those that it covers'],
  'rows-uncovered': [
    '数据没有任何记录覆盖，可能是绕过服务器插入的；如服务器刚刚意外中断，请启动一次服务器再核对',
    'no entry covers these rows: they were put in past the server. After a crash, start the server once and check again',
  ],
  'key-missing': [
    '这条链由另一把密钥生成，无法核对；请用当时的 audit.key 核对',
    'made under another key: check it with the audit.key of that time',
  ],
  'checkpoint-forged': ['清理时留下的检查点签名不符', 'the signature of the checkpoint is not ours'],
  'note-changed': ['附带的说明文字被改动', 'the note beside the entry was changed'],
  'text-changed': [
    '所覆盖的文字（姓名、理由、申诉或裁定）被改动，或密封用的盐被改动',
    'a text that it covers (a name, a reason, an appeal or a ruling) or its salt was changed',
  ],
  'kind-unknown': ['覆盖了本版本不认识的数据，请用更新的版本核对', 'it covers rows of a newer version of the program'],
};

const MOST_KEYS = 3;

/** One line in both languages: where, and what is wrong there. */
export function sentenceOf({ what, chain, sequence, kind, keys = [] }: AuditFinding): string {
  const [chinese, english] = BREAKS[what];
  const rows = keys.slice(0, MOST_KEYS).join('，') + (keys.length > MOST_KEYS ? ` … ${keys.length}` : '');
  const place = [chain, sequence === null ? null : `#${sequence}`, kind, rows === '' ? null : rows];
  return `${place.filter((part) => part !== null && part !== undefined).join(' ')}：${chinese}。 (${english}.) [${what}]`;
}

/** For the log of the server, where a chain does not hold what is noted beside the keys. */
export const CUT_OFF =
  '审计记录的末端被删除或替换，请立即停止操作，保留数据文件夹，并运行 npm run --silent audit -- verify。' +
  ' The audit log was cut off or replaced: stop, keep a copy of the data folder, and run audit -- verify.';
