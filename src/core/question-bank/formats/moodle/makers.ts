/** What makes an item of each type of Moodle. */
import { refuse } from '../../understand/fault.js';
import type { XmlElement } from '../xml-tree.js';
import { clozeItem } from './cloze.js';
import { rangeAround } from './decimal.js';
import {
  carryOf,
  childNamed,
  childrenNamed,
  flagOf,
  formatOf,
  illustratedOf,
  percentOf,
  textOf,
  valueOf,
} from './elements.js';
import * as make from './graded.js';
import type { Graded, Making } from './graded.js';
import { gapItem } from './gaps.js';
import { UNSUPPORTED } from './kinds.js';
import type { Parts } from './parts.js';
import { truthRemarks, type Remark } from './remarks.js';
import { fillInItem, numericItem } from './written.js';

type Maker = (parts: Parts) => Making;

const MAKERS: Readonly<Record<string, Maker>> = {
  multichoice: (parts) => choice(parts, valueOf(parts.element, 'single')),
  // All right ones are to be chosen, each is marked with 100.
  multichoiceset: (parts) => choice(parts, 'set'),
  oumultiresponse: (parts) => choice(parts, 'set'),
  truefalse: trueFalse,
  shortanswer: texts,
  numerical: numbers,
  matching,
  match: matching,
  ddmatch: matching,
  essay,
  essayautograde: essay,
  ordering,
  multianswer: cloze,
  cloze,
  gapselect: (parts) => gapItem(parts, 'selectoption'),
  ddwtos: (parts) => gapItem(parts, 'dragbox'),
};

type Found =
  { readonly known: true; readonly make: Maker } | { readonly known: false; readonly refuse: (stem: string) => Making };

export function makerOf(type: string): Found {
  const found = Object.hasOwn(MAKERS, type) ? MAKERS[type] : undefined;
  if (found !== undefined) return { known: true, make: found };
  const name = Object.hasOwn(UNSUPPORTED, type) ? UNSUPPORTED[type] : undefined;
  return { known: false, refuse: (stem) => make.unsupported(name ?? (type === '' ? '未写明的题型' : type), stem) };
}

/** Moodle's word for a possible response. */
const responsesOf = (element: XmlElement) => childrenNamed(element, 'answer');

type Entry = Graded & { readonly remark: string };

const entriesOf = ({ element, format, notes }: Parts, textIn: (response: XmlElement) => make.Entry): readonly Entry[] =>
  responsesOf(element).map((response) => ({
    ...textIn(response),
    percent: percentOf(response),
    remark: textOf(childNamed(response, 'feedback'), notes, format),
  }));

/** Of choices, which have the format of the stem where they say nothing else. */
const choiceEntries = (parts: Parts) =>
  entriesOf(parts, (response) => illustratedOf(response, parts.notes, { otherwise: parts.format, kept: parts.kept }));

/** Compared with what is written, so that nothing in it is markup. */
const literalEntries = (parts: Parts) => entriesOf(parts, (response) => ({ text: valueOf(response, 'text') }));

const remarksOf = (entries: readonly Entry[]): readonly Remark[] =>
  entries.map(({ text, percent, remark }) => ({ on: text, text: remark, right: percent > 0 }));

function choice(parts: Parts, single: string): Making {
  const entries = choiceEntries(parts);
  const positive = entries.filter(({ percent }) => percent > 0);
  // Where it is not said, one is to be chosen unless none earns everything.
  const several =
    single === ''
      ? positive.length > 1 && positive.every(({ percent }) => percent < 100)
      : /^(?:false|0)$/iu.test(single);
  const mode = single === 'set' ? 'set' : several ? 'multiple' : 'single';
  return make.choiceItem(parts.common(remarksOf(entries)), entries, mode, parts.notes);
}

/** Written in English whatever the language of the site; some programs write Chinese all the same. */
const TRUTHS = new Map([
  ...['true', '正确', '对', '1', 't'].map((word) => [word, true] as const),
  ...['false', '错误', '错', '0', 'f'].map((word) => [word, false] as const),
]);

function trueFalse(parts: Parts): Making {
  const entries = literalEntries(parts).map((entry) => ({
    ...entry,
    truth: TRUTHS.get(entry.text.toLowerCase()),
  }));
  const right = entries.filter(({ percent }) => percent >= 100);
  const [only] = right;
  if (only === undefined) return refuse('key.missing', '没有标出正确还是错误，请补上答案后再导入。');
  if (right.length > 1) return refuse('key.contradictory', '正确和错误都标成了答案，请改正。');
  if (only.truth === undefined) {
    return refuse('key.unreadable', `看不懂判断题的答案“${only.text}”，请写 true 或 false。`, only.text);
  }
  const remarkOn = (value: boolean) => entries.find(({ truth }) => truth === value)?.remark ?? '';
  const remarks = truthRemarks(remarkOn(true), remarkOn(false));
  return make.trueFalseItem(parts.common(remarks), only.truth);
}

function texts(parts: Parts): Making {
  if (flagOf(parts.element, 'usecase')) parts.notes.drop('区分大小写的要求');
  const entries = entriesOf(parts, (response) => ({
    text: formatOf(response, 'plain') === 'html' ? textOf(response, parts.notes) : valueOf(response, 'text'),
  }));
  return fillInItem(parts.common(remarksOf(entries)), entries, parts.notes);
}

function numbers(parts: Parts): Making {
  const { element, notes } = parts;
  const units = childrenNamed(childNamed(element, 'units') ?? { ...element, children: [] }, 'unit');
  if (units.length > 0) notes.drop('数值的单位');
  const entries = literalEntries(parts).map((entry, index) => {
    const tolerance = valueOf(responsesOf(element)[index], 'tolerance') || '0';
    return { ...entry, range: rangeAround(entry.text, tolerance) };
  });
  const graded = entries.filter(({ text, percent }) => text !== '*' || percent > 0);
  return numericItem(parts.common(remarksOf(entries)), graded, notes);
}

function matching(parts: Parts): Making {
  const { element, format, notes, kept } = parts;
  const pairs = childrenNamed(element, 'subquestion').map((pair) => {
    const { text: left, media } = illustratedOf(pair, notes, { otherwise: format, kept });
    return { left, media, right: textOf(childNamed(pair, 'answer'), notes) };
  });
  return make.matchingItem(parts.common([]), pairs, notes);
}

function essay(parts: Parts): Making {
  const { element, format, notes } = parts;
  if (valueOf(element, 'responseformat') === 'noinline') {
    return make.unsupported('上传文件题', parts.common([]).stem);
  }
  if (Number(valueOf(element, 'attachmentsrequired')) > 0) notes.drop('上传附件的要求');
  if (textOf(childNamed(element, 'responsetemplate'), notes, format) !== '') notes.drop('作答模板');
  return make.modelledItem(parts.common([]), textOf(childNamed(element, 'graderinfo'), notes, format), notes);
}

function ordering(parts: Parts): Making {
  // `fraction` counts from 1 in newer files; older ones leave the order to the file.
  const entries = [...choiceEntries(parts)].sort((one, other) => one.percent - other.percent);
  const selected = valueOf(parts.element, 'selecttype').toUpperCase();
  const count = Number(valueOf(parts.element, 'selectcount'));
  if (selected !== 'ALL' && selected !== '0' && count > 0 && count < entries.length) {
    parts.notes.drop('每次只排其中几项的设置');
  }
  const remarks = entries.map(({ text, remark }) => ({ on: text, text: remark, right: false }));
  return make.orderingItem(parts.common(remarks), entries, parts.notes);
}

function cloze(parts: Parts): Making {
  const text = childNamed(parts.element, 'questiontext');
  return clozeItem({ ...parts, source: valueOf(text, 'text'), carry: carryOf(text, parts.kept) });
}
