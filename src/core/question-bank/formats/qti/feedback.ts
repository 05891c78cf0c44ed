/** Feedback of QTI 2 and 3 that tells everybody, or whoever was right, why: the explanation. */
import { fault, type Fault } from '../../understand/fault.js';
import type { XmlElement } from '../xml-tree.js';
import {
  attributeOf,
  childNamed,
  childrenNamed,
  descendantsNamed,
  descendantsOf,
  elementsOf,
  plainText,
} from './qti-tree.js';
import { richChildren } from './rich-text.js';
import { isVerdict } from './verdict.js';

export const IN_BODY = ['feedbackBlock', 'feedbackInline'];

export interface Feedback {
  readonly explanation: string;
  readonly warnings: readonly Fault[];
}

/** `key`: the identifiers that are right. `own`: this software wrote it, and only what explains. */
export function feedbackOf(item: XmlElement, key: readonly string[], own: boolean): Feedback {
  const body = childNamed(item, 'itemBody');
  const all = [
    ...(body === undefined ? [] : descendantsNamed(body, ...IN_BODY)),
    ...childrenNamed(item, 'modalFeedback'),
  ].filter((feedback) => !descendantsOf(feedback).some(({ name }) => name.endsWith('Interaction')));
  const written = all
    .map((feedback) => ({ ...richChildren(feedback), meant: isMeant(feedback, item, key) }))
    .filter(({ text }) => own || !isVerdict(text));
  const meant = written.filter((feedback) => feedback.meant);
  const other = written.find((feedback) => !feedback.meant);
  return {
    explanation: [...new Set(meant.map(({ text }) => (own ? text : text.replace(/^[—–-]\s*/u, ''))))].join('\n'),
    warnings: [
      ...meant.flatMap(({ warnings }) => warnings),
      ...(other === undefined
        ? []
        : [fault('feature.dropped', '只给部分人看的反馈没有导入，需要时请补进解析。', other.text)]),
    ],
  };
}

export const NAMED_RIGHT =
  /^(?!.*(?:in|not|un)[-_ ]?correct)(?!.*wrong).*(?:correct|right|solution|explan|rationale|general|解析|正确)/iu;

/** Whoever asks to see it. */
const NAMED_SOLUTION = /^(?:solution|explan|rationale|解析)/iu;

/** Shown to everybody, or to those who were right. */
function isMeant(feedback: XmlElement, item: XmlElement, key: readonly string[]): boolean {
  const identifier = attributeOf(feedback, 'identifier');
  const outcome = attributeOf(feedback, 'outcomeIdentifier');
  const settings = settingsOf(childNamed(item, 'responseProcessing'), outcome);
  const setting = settings.filter(({ values }) => values.includes(identifier));
  if (attributeOf(feedback, 'showHide') === 'hide') return setting.length === 0;
  if (key.includes(identifier)) return true;
  if (NAMED_SOLUTION.test(identifier)) return true;
  if (setting.length > 0) return setting.some(({ meant }) => meant);
  if (settings.length === 0 && defaultsOf(item, outcome).includes(identifier)) return true;
  return NAMED_RIGHT.test(identifier);
}

function defaultsOf(item: XmlElement, outcome: string): readonly string[] {
  const declaration = childrenNamed(item, 'outcomeDeclaration').find(
    (declared) => attributeOf(declared, 'identifier') === outcome,
  );
  return declaration === undefined ? [] : descendantsNamed(declaration, 'value').map(plainText);
}

interface Setting {
  readonly values: readonly string[];
  /** Under no condition, or under the one that the response is correct. */
  readonly meant: boolean;
}

function settingsOf(rules: XmlElement | undefined, outcome: string, meant = true): readonly Setting[] {
  if (rules === undefined) return [];
  return elementsOf(rules).flatMap((rule): readonly Setting[] => {
    if (rule.name === 'setOutcomeValue' && attributeOf(rule, 'identifier') === outcome) {
      return [{ values: descendantsNamed(rule, 'baseValue').map(plainText), meant }];
    }
    if (rule.name === 'responseCondition') return settingsOf(rule, outcome, meant);
    if (rule.name === 'responseElse') return settingsOf(rule, outcome, false);
    if (rule.name !== 'responseIf' && rule.name !== 'responseElseIf') return [];
    return settingsOf(rule, outcome, meant && isRight(elementsOf(rule)[0]));
  });
}

function isRight(condition: XmlElement | undefined): boolean {
  if (condition === undefined || condition.name === 'not') return false;
  if (condition.name === 'and') return elementsOf(condition).some(isRight);
  return elementsOf(condition).some(({ name }) => name === 'correct');
}
