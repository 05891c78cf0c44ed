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
  const shown = shownBy(childNamed(item, 'responseProcessing'));
  const right = new Set(key);
  const numbers = all.filter((feedback) => descendantsNamed(feedback, 'printedVariable').length > 0);
  const written = all
    .filter((feedback) => !numbers.includes(feedback))
    .map((feedback) => ({ ...richChildren(feedback), meant: isMeant(feedback, item, right, shown) }))
    .filter(({ text }) => own || !isVerdict(text));
  const meant = written.filter((feedback) => feedback.meant);
  const kept = new Set(meant.map(({ text }) => text));
  const other =
    written.find((feedback) => !feedback.meant && !kept.has(feedback.text)) ??
    numbers.map((feedback) => richChildren(feedback))[0];
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
function isMeant(feedback: XmlElement, item: XmlElement, right: ReadonlySet<string>, shown: Shown): boolean {
  const identifier = attributeOf(feedback, 'identifier');
  const outcome = attributeOf(feedback, 'outcomeIdentifier');
  const meant = shown.get(outcome)?.get(identifier);
  if (attributeOf(feedback, 'showHide') === 'hide') return meant === undefined;
  if (right.has(identifier) || NAMED_SOLUTION.test(identifier)) return true;
  if (meant !== undefined) return meant;
  if (!shown.has(outcome) && defaultsOf(item, outcome).includes(identifier)) return true;
  return NAMED_RIGHT.test(identifier);
}

function defaultsOf(item: XmlElement, outcome: string): readonly string[] {
  const declaration = childrenNamed(item, 'outcomeDeclaration').find(
    (declared) => attributeOf(declared, 'identifier') === outcome,
  );
  return declaration === undefined ? [] : descendantsNamed(declaration, 'value').map(plainText);
}

/** By outcome and the value that it is given: whether all or the right ones see it. */
type Shown = ReadonlyMap<string, ReadonlyMap<string, boolean>>;

function shownBy(processing: XmlElement | undefined): Shown {
  const shown = new Map<string, Map<string, boolean>>();
  const visit = (rules: XmlElement, meant: boolean): void => {
    for (const rule of elementsOf(rules)) {
      if (rule.name === 'setOutcomeValue') {
        const outcome = attributeOf(rule, 'identifier');
        const values = shown.get(outcome) ?? new Map<string, boolean>();
        shown.set(outcome, values);
        for (const value of descendantsNamed(rule, 'baseValue').map(plainText)) {
          values.set(value, meant || values.get(value) === true);
        }
      } else if (rule.name === 'responseCondition') visit(rule, meant);
      else if (rule.name === 'responseElse') visit(rule, false);
      else if (/^responseIf$|^responseElseIf$/u.test(rule.name))
        visit(rule, meant && isRight(elementsOf(rule)[0], shown));
    }
  };
  if (processing !== undefined) visit(processing, true);
  return shown;
}

function isRight(condition: XmlElement | undefined, shown: Shown): boolean {
  if (condition === undefined || condition.name === 'not') return false;
  if (condition.name === 'and') return elementsOf(condition).some((part) => isRight(part, shown));
  if (elementsOf(condition).some(({ name }) => name === 'correct')) return true;
  const variables = childrenNamed(condition, 'variable').map((variable) => attributeOf(variable, 'identifier'));
  if (['SCORE', 'MAXSCORE'].every((outcome) => variables.includes(outcome))) return true;
  // What was set before for those who were right.
  const values = childrenNamed(condition, 'baseValue').map(plainText);
  return condition.name === 'match' && variables.some((outcome) => values.some((value) => shown.get(outcome)?.get(value) === true));
} // prettier-ignore
