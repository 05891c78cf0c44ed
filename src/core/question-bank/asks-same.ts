import type { CoreChoice, Item } from '../item/types.js';
import { assertNever } from '../result.js';
import { canonicalKey } from './item-text.js';
import { wordingOf } from './normalise.js';
import type { BankChoice, PlayableBankItem } from './types.js';

/**
 * Whether an item of a contest still asks what the bank item asks from which it was drawn. An organiser may have edited
 * it before the contest: responses to it then say nothing about the bank item. Explanation, points and time do not count.
 */
export function asksSame(item: Item, drawn: PlayableBankItem): boolean {
  if (wordingOf(item.stem) !== wordingOf(drawn.stem)) return false;
  switch (item.kind) {
    case 'true-false':
      return drawn.kind === 'true-false' && drawn.correctResponse === item.correct;
    case 'choice': {
      if (drawn.kind !== 'choice' || drawn.select !== item.select) return false;
      const keys = drawn.select === 'single' ? [drawn.correctResponse] : drawn.correctResponse;
      return (
        sameTexts(item.choices, drawn.choices) &&
        sameSet(textsOf(item.correct, item.choices), textsOf(keys, drawn.choices))
      );
    }
    case 'fill-in':
      return (
        drawn.kind === 'fill-in' &&
        canonicalKey({ ...drawn, correctResponse: item.blanks.map(bankBlank) }) === canonicalKey(drawn)
      );
    case 'ordering':
      return (
        drawn.kind === 'ordering' &&
        textsOf(item.correct, item.choices).join('\n') === textsOf(drawn.correctResponse, drawn.choices).join('\n')
      );
    case 'matching': {
      if (drawn.kind !== 'matching' || !sameTexts(item.targets, drawn.targets)) return false;
      const pairs = item.correct.map(([choice, target]) => pairOf(choice, item.choices, target, item.targets));
      const keys = Object.entries(drawn.correctResponse).map(([choice, target]) =>
        pairOf(choice, drawn.choices, target, drawn.targets),
      );
      return sameSet(pairs, keys);
    }
    default:
      return assertNever(item);
  }
}

type Choices = readonly (CoreChoice | BankChoice)[];
type Blank = Extract<Item, { kind: 'fill-in' }>['blanks'][number];

const bankBlank = ({ accepted, range }: Blank) => range ?? accepted;
const textOf = (id: string, choices: Choices): string => choices.find((choice) => choice.id === id)?.text ?? '';
const textsOf = (ids: readonly string[], choices: Choices): string[] => ids.map((id) => textOf(id, choices));
const sameTexts = (one: Choices, other: Choices): boolean =>
  sameSet(
    one.map(({ text }) => text),
    other.map(({ text }) => text),
  );
const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  [...one].sort().join('\n') === [...other].sort().join('\n');
const pairOf = (choice: string, choices: Choices, target: string, targets: Choices): string =>
  `${textOf(choice, choices)}\t${textOf(target, targets)}`;
