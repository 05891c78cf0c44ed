/** The columns in which a bank is printed so that nothing of it is lost, and the notation of their cells. */
import type { ReadBankItem } from '../reading.js';

export const OWN = {
  id: '编号',
  kind: '题型',
  stem: '题干',
  key: '正确答案',
  anyOrder: '各空可互换',
  explanation: '解析',
  difficulty: '难度',
  points: '分值',
  tags: '标签',
  source: '出处',
  document: '出处代号',
  article: '条',
  paragraph: '段',
  section: '部分',
  quote: '原文',
  verification: '核对方式',
  validUntil: '有效期至',
  readAloud: '朗读文本',
  easyRead: '易读版题干',
  media: '媒体',
} as const;
export type OwnField = keyof typeof OWN;

export const OWN_FIELDS = Object.keys(OWN) as readonly OwnField[];

export const choiceHeading = (id: string): string => `选项${id}`;
export const targetHeading = (id: string): string => `对应项${id}`;
export const TARGET_HEADING = /^对应项(\d{1,2})$/u;

export type OwnKind = Exclude<ReadBankItem['kind'], 'choice'> | 'single' | 'multiple';

export const KIND_LABELS: Readonly<Record<OwnKind, string>> = {
  'true-false': '判断题',
  single: '单选题',
  multiple: '多选题',
  'fill-in': '填空题',
  ordering: '排序题',
  matching: '连线题',
  'short-answer': '简答题',
};

export const TRUTH_LABELS = ['正确', '错误'] as const;
export const VERIFICATION_LABELS = { quoted: '逐字引用', structure: '按结构核对' } as const;
export const YES = '是';
/** Stands for a key in a draft that has none, so that an empty cell can be told from it. */
export const NO_KEY = '（暂无答案）';

/** What parts the entries of one cell: blanks, the texts that a blank accepts, tags; a person may type either width. */
export const BLANK_SIGNS = /[|｜]/u;
export const TEXT_SIGNS = /[;；]/u;
export const TAG_SIGNS = /[、,，;；|｜\n]/u;
const SIGNS = /[\\|｜;；、,，\n]/gu;

/** Signs that part entries are marked with a backslash where they belong to the words. */
export const escaped = (text: string): string => text.replace(SIGNS, (sign) => `\\${sign}`);

/** Parts a text at signs without a backslash; the backslashes stay for `unescaped`. */
export function parted(text: string, signs: RegExp): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] as string;
    if (sign === '\\' && at + 1 < text.length) {
      part += sign + (text[at + 1] as string);
      at += 1;
    } else if (signs.test(sign)) {
      parts.push(part);
      part = '';
    } else part += sign;
  }
  return [...parts, part];
}

export const unescaped = (text: string): string => text.replace(/\\(.)/gsu, '$1');

/** A number from the first to the second: 1~9. */
export const RANGE = /^(-?\d+(?:\.\d+)?)~(-?\d+(?:\.\d+)?)$/u;
/** What a reader of keys may take for such a range; marked with a backslash where it is a text. */
export const RANGE_LIKE = /^[[(（【]?\s*[-－−]?[\d０-９][\d０-９.．]*\s*(?:[-－−–—~～〜,，]|至|到|\.\.)/u;

/** The sheet about the bank itself, and what stands in its first row. */
export const BANK_SHEET = '题库信息';
export const BANK_MARK = ['学赛题库', '1'] as const;
export const BANK_ROWS = { slug: '代号', title: '名称', description: '说明' } as const;
/** Who took the bank out and when; not part of it, and not read back. */
export const MARK_ROW = '导出';
export const DOCUMENT_HEADINGS = ['出处代号', '文件名称', '版本'] as const;
