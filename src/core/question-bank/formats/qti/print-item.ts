import { assertNever } from '../../../result.js';
import type { BankBlank, BankChoice, StoredBankItem } from '../../types.js';
import { columnName } from '../sheet.js';
import type { XmlElement } from '../xml-tree.js';
import { SUPPORTS } from './catalog.js';
import type { PrintMedia } from './print-media.js';
import { DIALECTS, element, inNamespace, inQti3Words, textNodes, type PrintVersion } from './print-words.js';
import type { XmlNode } from './qti-tree.js';

const RESPONSE = 'RESPONSE';
/** The explanation is shown whatever was responded: the outcome has this value from the beginning. */
const FEEDBACK = 'FEEDBACK';
const EXPLANATION = 'general_fb';
const CATALOG = 'stem';
const TITLE = 60;
/** Four or more low lines mark one blank. */
const BLANK = /_{4,}/u;

interface Parts {
  readonly declarations: readonly XmlElement[];
  /** `stem` goes where the stem belongs in this kind of item. */
  readonly body: readonly XmlElement[];
  readonly processing: readonly XmlElement[];
}

interface Target {
  readonly version: PrintVersion;
  readonly media: PrintMedia;
}

/** One item file, with the structure that the schema of the version asks for. */
export function printItem(item: StoredBankItem, target: Target): XmlElement {
  const { version } = target;
  const parts = partsOf(item, target);
  const spoken = version === '3.0';
  const alternatives = spoken ? cardsOf(item) : [];
  const { explanation } = item;
  const explained = explanation === undefined ? [] : textNodes(explanation);
  const tree = element(
    'assessmentItem',
    {
      identifier: item.id,
      title: [...item.stem.replace(/\s+/gu, ' ')].slice(0, TITLE).join(''),
      adaptive: 'false',
      timeDependent: 'false',
      'xml:lang': 'zh-CN',
    },
    ...parts.declarations,
    element(
      'outcomeDeclaration',
      { identifier: 'SCORE', cardinality: 'single', baseType: 'float' },
      element('defaultValue', {}, element('value', {}, '0')),
    ),
    ...(explanation === undefined
      ? []
      : [
          element(
            'outcomeDeclaration',
            { identifier: FEEDBACK, cardinality: 'single', baseType: 'identifier' },
            element('defaultValue', {}, element('value', {}, EXPLANATION)),
          ),
        ]),
    element('itemBody', {}, ...parts.body),
    ...(alternatives.length === 0
      ? []
      : [element('catalogInfo', {}, element('catalog', { id: CATALOG }, ...alternatives))]),
    ...parts.processing,
    ...(explanation === undefined
      ? []
      : [
          element(
            'modalFeedback',
            { outcomeIdentifier: FEEDBACK, identifier: EXPLANATION, showHide: 'show' },
            ...(spoken
              ? [element('contentBody', {}, element('p', {}, ...explained))]
              : [element('p', {}, ...explained)]),
          ),
        ]),
  );
  return inNamespace(spoken ? inQti3Words(tree) : tree, DIALECTS[version].namespace);
}

function cardsOf({ readAloud, easyRead }: StoredBankItem): readonly XmlElement[] {
  return Object.entries({ readAloud, easyRead }).flatMap(([name, text]) =>
    text === undefined
      ? []
      : [
          element(
            'card',
            { support: SUPPORTS[name as keyof typeof SUPPORTS] },
            element('htmlContent', {}, element('p', {}, ...textNodes(text))),
          ),
        ],
  );
}

function partsOf(item: StoredBankItem, target: Target): Parts {
  const { version } = target;
  const listed = (choices: readonly BankChoice[]) =>
    choices.map(({ text, media }, index) => choice(columnName(index), text, target.media(media)));
  const side = (choices: readonly BankChoice[], nameAt: (index: number) => string, matchMax: string) =>
    choices.map(({ text, media }, at) =>
      element(
        'simpleAssociableChoice',
        { identifier: nameAt(at), matchMax },
        ...textNodes(text),
        ...target.media(media),
      ),
    );
  const template = processedBy(version, 'match_correct');
  const processing = item.correctResponse === undefined ? [] : [template];
  switch (item.kind) {
    case 'true-false': {
      const choices = [choice('true', '正确'), choice('false', '错误')];
      const key = item.correctResponse === undefined ? [] : [String(item.correctResponse)];
      return {
        declarations: [declaration(RESPONSE, 'single', 'identifier', key)],
        body: [interaction('choiceInteraction', { shuffle: 'false', maxChoices: '1' }, item, target, choices)],
        processing,
      };
    }
    case 'choice': {
      const { correctResponse = [] } = item;
      const keys = typeof correctResponse === 'string' ? [correctResponse] : correctResponse;
      const many = item.select === 'multiple';
      return {
        declarations: [declaration(RESPONSE, item.select, 'identifier', identifiers(keys, item.choices))],
        body: [
          interaction(
            'choiceInteraction',
            { shuffle: 'true', maxChoices: many ? '0' : '1' },
            item,
            target,
            listed(item.choices),
          ),
        ],
        processing,
      };
    }
    case 'ordering':
      return {
        declarations: [
          declaration(RESPONSE, 'ordered', 'identifier', identifiers(item.correctResponse ?? [], item.choices)),
        ],
        body: [interaction('orderInteraction', { shuffle: 'true' }, item, target, listed(item.choices))],
        processing,
      };
    case 'matching': {
      const pairs = Object.entries(item.correctResponse ?? {}).map(([one, other]) =>
        [...identifiers([one], item.choices), ...identifiers([other], item.targets, targetName)].join(' '),
      );
      return {
        declarations: [declaration(RESPONSE, 'multiple', 'directedPair', pairs)],
        body: [
          interaction('matchInteraction', { shuffle: 'true', maxAssociations: '0' }, item, target, [
            element('simpleMatchSet', {}, ...side(item.choices, columnName, '1')),
            element('simpleMatchSet', {}, ...side(item.targets, targetName, '0')),
          ]),
        ],
        processing,
      };
    }
    case 'fill-in':
      return fillInParts(item, target);
    case 'short-answer':
      return {
        declarations: [
          declaration(RESPONSE, 'single', 'string', item.correctResponse === undefined ? [] : [item.correctResponse]),
        ],
        body: [interaction('extendedTextInteraction', {}, item, target, [])],
        processing: [],
      };
    default:
      return assertNever(item);
  }
}

const targetName = (index: number) => `T${index + 1}`;

/** Identifiers go by position: ids of a bank, like 1 and 2, may be none in QTI. */
const identifiers = (ids: readonly string[], choices: readonly BankChoice[], nameAt = columnName) =>
  ids.map((id) => nameAt(choices.findIndex((listed) => listed.id === id)));

const declaration = (
  identifier: string,
  cardinality: string,
  baseType: string,
  values: readonly string[],
  ...mapping: readonly XmlElement[]
): XmlElement =>
  element(
    'responseDeclaration',
    { identifier, cardinality, baseType },
    ...(values.length === 0
      ? []
      : [element('correctResponse', {}, ...values.map((value) => element('value', {}, value)))]),
    ...mapping,
  );

const choice = (identifier: string, text: string, media: readonly XmlElement[] = []) =>
  element('simpleChoice', { identifier }, ...textNodes(text), ...media);

function interaction(
  name: string,
  attributes: Readonly<Record<string, string>>,
  item: StoredBankItem,
  { version, media }: Target,
  content: readonly XmlElement[],
): XmlElement {
  const prompt = element('prompt', catalogued(item, version), ...textNodes(item.stem), ...media(item.media));
  return element(name, { responseIdentifier: RESPONSE, ...attributes }, prompt, ...content);
}

const catalogued = (item: StoredBankItem, version: PrintVersion): Readonly<Record<string, string>> =>
  version === '3.0' && cardsOf(item).length > 0 ? { 'data-catalog-idref': CATALOG } : {};

const processedBy = (version: PrintVersion, template: 'match_correct' | 'map_response') =>
  element('responseProcessing', { template: DIALECTS[version].template(template) });

function fillInParts(item: StoredBankItem & { kind: 'fill-in' }, { version, media }: Target): Parts {
  const pieces = item.stem.split(BLANK);
  // A stem without any blank gets one below it.
  const places = Math.max(1, pieces.length - 1);
  const names = Array.from({ length: places }, (_, index) => (places === 1 ? RESPONSE : `${RESPONSE}${index + 1}`));
  const place = (index: number) => element('textEntryInteraction', { responseIdentifier: names[index] ?? RESPONSE });
  const nodes: readonly XmlNode[] =
    pieces.length === 1
      ? [...textNodes(item.stem), element('br', {}), place(0)]
      : pieces.flatMap((piece, index) => [...(index === 0 ? [] : [place(index - 1)]), ...textNodes(piece)]);
  const key = item.correctResponse;
  const blanks = names.map((name, index) => ({ name, blank: key?.[index] }));
  const onlyText = blanks.length === 1 && blanks.every(({ blank }) => blank !== undefined && !('min' in blank));
  return {
    declarations: blanks.map(({ name, blank }) => blankDeclaration(name, blank)),
    body: [element('p', catalogued(item, version), ...nodes, ...media(item.media))],
    processing:
      key === undefined
        ? []
        : onlyText
          ? [processedBy(version, 'map_response')]
          : [element('responseProcessing', {}, ...blanks.flatMap(scored))],
  };
}

function blankDeclaration(name: string, blank: BankBlank | undefined): XmlElement {
  if (blank === undefined) return declaration(name, 'single', 'string', []);
  if ('min' in blank) return declaration(name, 'single', 'float', [String(blank.min)]);
  const entries = blank.map((text) => element('mapEntry', { mapKey: text, mappedValue: '1', caseSensitive: 'false' }));
  return declaration(
    name,
    'single',
    'string',
    blank.slice(0, 1),
    element('mapping', { defaultValue: '0' }, ...entries),
  );
}

/** Adds a point for the blank: from the mapping, or where the number lies in the range. */
function scored({
  name,
  blank,
}: {
  readonly name: string;
  readonly blank: BankBlank | undefined;
}): readonly XmlElement[] {
  if (blank === undefined) return [];
  const added = (points: XmlElement) =>
    element(
      'setOutcomeValue',
      { identifier: 'SCORE' },
      element('sum', {}, element('variable', { identifier: 'SCORE' }), points),
    );
  if (!('min' in blank)) return [added(element('mapResponse', { identifier: name }))];
  const number = (value: number) => element('baseValue', { baseType: 'float' }, String(value));
  const response = element('variable', { identifier: name });
  const within = element(
    'and',
    {},
    element('gte', {}, response, number(blank.min)),
    element('lte', {}, response, number(blank.max)),
  );
  return [element('responseCondition', {}, element('responseIf', {}, within, added(number(1))))];
}
