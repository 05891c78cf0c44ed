import { plainName } from '../../platform/http/attachment.js';
import type { ExportFormat } from '../../protocol/question-bank.js';
import { PRINTERS, type ExportPart } from './printers.js';

const FORMAT_WORDS: Readonly<Partial<Record<ExportFormat, string>>> = {
  docx: '试卷',
  'docx-large': '大字版试卷',
  aiken: 'Aiken',
  'moodle-xml': 'Moodle',
  'qti-2.1': 'QTI2.1',
  'qti-3.0': 'QTI3.0',
};

/** 示例题库-大字版试卷.docx */
export function exportName(title: string, format: ExportFormat, part: ExportPart): string {
  const word = FORMAT_WORDS[format];
  const words = word === undefined ? [] : [part === 'paper' ? `${word}（不含答案）` : word];
  return `${[plainName(title, '题库'), ...words].join('-')}${PRINTERS[format].extension}`;
}
