/** One item as an element of Moodle XML, with the settings that Moodle asks for. */
import {
  hasKey,
  type BankBlank,
  type BankChoice,
  type BankItem,
  type FillInBankItem,
  type StoredBankItem,
} from '../../types.js';
import type { XmlElement } from '../xml-tree.js';
import { centreOf } from './decimal.js';
import { asHtml, element, illustratedElement, shown, textElement, value, type FileTexts } from './make-element.js';

/** The part that depends on the kind. */
interface Body {
  readonly type: string;
  readonly elements: readonly XmlElement[];
  /** Where it is not the item's own. */
  readonly stem?: XmlElement;
}

/** @param files pictures, recordings and films that are written along */
export function printItem(item: StoredBankItem, files: FileTexts): XmlElement | undefined {
  const body = hasKey(item) ? bodyOf(item, files) : item.kind === 'short-answer' ? essay('') : undefined;
  if (body === undefined) return undefined;
  return element('question', { type: body.type }, [
    element('name', {}, [value('text', item.id)]),
    body.stem ?? illustratedElement('questiontext', item.stem, shown(item.media, files)),
    textElement('generalfeedback', item.explanation ?? ''),
    // Without it Moodle takes 1, which nobody said.
    ...(item.points === undefined ? [] : [value('defaultgrade', String(item.points))]),
    value('penalty', item.kind === 'true-false' ? '1' : '0.3333333'),
    value('hidden', '0'),
    value('idnumber', item.id),
    ...body.elements,
    ...(item.tags.length === 0
      ? []
      : [element('tags', {}, item.tags.map((tag) => element('tag', {}, [value('text', tag)])))]),
  ]); // prettier-ignore
}

/** Moodle's word for a possible response. */
const response = ({ text, media }: Omit<BankChoice, 'id'>, fraction: string, files: FileTexts) =>
  illustratedElement('answer', text, shown(media, files), [textElement('feedback', '')], { fraction });
const literal = (text: string, fraction: string, more: readonly XmlElement[] = []) =>
  element('answer', { fraction, format: 'moodle_auto_format' }, [
    value('text', text),
    textElement('feedback', ''),
    ...more,
  ]);

/** Settings of an ordering that shows all its entries. */
const ALL_IN_A_COLUMN = [
  value('layouttype', 'VERTICAL'),
  value('selecttype', 'ALL'),
  value('selectcount', '2'),
  value('gradingtype', 'ABSOLUTE_POSITION'),
  value('showgrading', 'SHOW'),
  value('numberingstyle', 'none'),
];

function bodyOf(item: BankItem, files: FileTexts): Body | undefined {
  switch (item.kind) {
    case 'true-false':
      return {
        type: 'truefalse',
        elements: [
          literal('true', item.correctResponse ? '100' : '0'),
          literal('false', item.correctResponse ? '0' : '100'),
        ],
      };
    case 'choice': {
      const single = item.select === 'single';
      const keys = single ? [item.correctResponse] : item.correctResponse;
      // A wrong choice costs everything: who ticks all must not get all points.
      const [right, wrong] = single ? ['100', '0'] : [share(keys.length), '-100'];
      return {
        type: 'multichoice',
        elements: [
          value('single', String(single)),
          value('shuffleanswers', 'true'),
          value('answernumbering', 'ABCD'),
          ...item.choices.map((choice) => response(choice, keys.includes(choice.id) ? right : wrong, files)),
        ],
      };
    }
    case 'fill-in':
      return fillIn(item, files);
    case 'matching': {
      const { choices, targets, correctResponse } = item;
      const used = new Set(Object.values(correctResponse));
      const pair = ({ text, media }: Omit<BankChoice, 'id'>, right: string) =>
        illustratedElement('subquestion', text, shown(media, files), [
          element('answer', {}, [value('text', asHtml(right))]),
        ]);
      const textAt = (id: string | undefined) => targets.find((target) => target.id === id)?.text ?? '';
      return {
        type: 'matching',
        elements: [
          value('shuffleanswers', 'true'),
          ...choices.map((choice) => pair(choice, textAt(correctResponse[choice.id]))),
          ...targets.filter(({ id }) => !used.has(id)).map(({ text }) => pair({ text: '' }, text)),
        ],
      };
    }
    case 'ordering':
      return {
        type: 'ordering',
        elements: [
          ...ALL_IN_A_COLUMN,
          ...item.correctResponse.map((id, index) =>
            response(item.choices.find((choice) => choice.id === id) ?? { text: '' }, String(index + 1), files),
          ),
        ],
      };
    case 'short-answer':
      return essay(item.correctResponse);
  }
}

/** As exact as Moodle's own list of shares: 33.33333. */
const share = (count: number): string => String(Number((100 / count).toFixed(5)));

const essay = (model: string): Body => ({
  type: 'essay',
  elements: [
    value('responseformat', 'editor'),
    value('responserequired', '1'),
    value('responsefieldlines', '15'),
    value('attachments', '0'),
    value('attachmentsrequired', '0'),
    textElement('graderinfo', model),
    textElement('responsetemplate', ''),
  ],
});

/** In Moodle a star stands for any text. */
const starred = (text: string) => text.replaceAll('*', '\\*');

function fillIn(item: FillInBankItem, files: FileTexts): Body | undefined {
  const [blank, ...more] = item.correctResponse;
  if (blank === undefined || more.length > 0) return cloze(item, files);
  if (!('min' in blank)) {
    return {
      type: 'shortanswer',
      elements: [value('usecase', '0'), ...blank.map((text) => literal(starred(text), '100'))],
    };
  }
  const centre = centreOf(blank);
  if (centre === undefined) return undefined;
  return { type: 'numerical', elements: [literal(centre.value, '100', [value('tolerance', centre.tolerance)])] };
}

/** Only in Moodle's cloze has a sentence several blanks. */
function cloze({ stem, correctResponse, media }: FillInBankItem, files: FileTexts): Body | undefined {
  const gaps = correctResponse.map(gapOf);
  const pieces = stem.split(/_{4,}/u);
  if (pieces.length !== gaps.length + 1 || gaps.includes(undefined)) return undefined;
  const html = pieces.map((piece, index) => `${asHtml(piece)}${gaps[index] ?? ''}`);
  const beside = shown(media, files);
  return {
    type: 'cloze',
    elements: [],
    stem: element('questiontext', { format: 'html' }, [
      value('text', `${html.join('')}${beside.html}`),
      ...beside.files,
    ]),
  };
}

function gapOf(blank: BankBlank): string | undefined {
  if ('min' in blank) {
    const centre = centreOf(blank);
    return centre === undefined ? undefined : `{1:NUMERICAL:=${centre.value}:${centre.tolerance}}`;
  }
  const texts = blank.map((text) => `=${asHtml(starred(text)).replace(/[}~#"/\\]/gu, (sign) => `\\${sign}`)}`);
  return `{1:SHORTANSWER:${texts.join('~')}}`;
}
