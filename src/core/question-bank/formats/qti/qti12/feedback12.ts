import { fault, type Fault } from '../../../understand/fault.js';
import type { XmlElement } from '../../xml-tree.js';
import { NAMED_RIGHT } from '../feedback.js';
import { attributeOf, childrenNamed, descendantsNamed } from '../qti-tree.js';
import { isVerdict } from '../verdict.js';
import type { Condition } from './conditions.js';
import { materialText } from './presentation.js';

export interface Feedback12 {
  readonly explanation: string;
  /** What a written response should hold. */
  readonly model: string;
  readonly warnings: readonly Fault[];
}

/** `right`: the values that are right, whoever gave them. */
export function feedback12(item: XmlElement, conditions: readonly Condition[], right: readonly string[]): Feedback12 {
  const values = new Set(right);
  const shownRight = new Set(
    conditions
      .filter(({ points, atoms }) => points > 0 || atoms.some(({ value, negated }) => !negated && values.has(value)))
      .flatMap(({ feedback }) => feedback),
  );
  const written = childrenNamed(item, 'itemfeedback')
    .map((feedback) => {
      const identifier = attributeOf(feedback, 'ident');
      const solutions = descendantsNamed(feedback, 'solutionmaterial');
      const texts = descendantsNamed(feedback, 'material').map((material) => materialText(material));
      return {
        text: texts.map(({ text }) => text).filter((text) => text !== '').join('\n'),
        warnings: texts.flatMap(({ warnings }) => warnings),
        solution: solutions.length > 0,
        meant: shownRight.has(identifier) || solutions.length > 0 || NAMED_RIGHT.test(identifier),
      };
    })
    .filter(({ text }) => !isVerdict(text)); // prettier-ignore
  const model = [...written.filter(({ solution }) => solution).map(({ text }) => text), ...modelsOf(item)];
  const meant = written.filter(({ meant }) => meant);
  const other = written.find(({ meant }) => !meant);
  return {
    explanation: [...new Set(meant.map(({ text }) => text))].join('\n'),
    model: [...new Set(model)].join('\n'),
    warnings: [
      ...meant.flatMap(({ warnings }) => warnings),
      ...(other === undefined
        ? []
        : [fault('feature.dropped', '只给部分人看的反馈没有导入，需要时请补进解析。', other.text)]),
      ...(childrenNamed(item, 'hint').some((hint) => descendantsNamed(hint, 'material').some((material) => materialText(material).text !== ''))
        ? [fault('feature.dropped', '作答提示没有导入，请核对。')]
        : []),
    ],
  }; // prettier-ignore
}

/** D2L keeps the model of a written response here. */
const modelsOf = (item: XmlElement) =>
  descendantsNamed(item, 'answer_key')
    .flatMap((key) => descendantsNamed(key, 'material'))
    .map((material) => materialText(material).text)
    .filter((text) => text !== '');
