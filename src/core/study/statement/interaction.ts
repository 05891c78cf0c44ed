/** An item as an interaction activity, and a response as the text that goes with it (xAPI-Data 2.4.4.1). */
import { assertNever } from '../../result.js';
import type { CoreChoice, FillInItem, Item, Response } from '../../item/types.js';
import type { ActivityDefinition, InteractionComponent } from './statement.js';

const BETWEEN = '[,]';
const WITHIN = '[.]';
/** More combinations of accepted texts than this are no exhaustive list that anybody would read. */
const MOST_PATTERNS = 20;

type Interaction = Omit<ActivityDefinition, 'name' | 'description' | 'type'>;

const components = (choices: readonly CoreChoice[]): InteractionComponent[] =>
  choices.map(({ id, text }) => ({ id, description: { 'zh-CN': text } }));
const pairsText = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map((pair) => pair.join(WITHIN)).join(BETWEEN);

/** Kind, key and parts; the key is left out where it cannot be listed in full, as the specification asks. */
export function interactionOf(item: Item): Interaction {
  switch (item.kind) {
    case 'true-false':
      return { interactionType: 'true-false', correctResponsesPattern: [String(item.correct)] };
    case 'choice':
      return {
        interactionType: 'choice',
        correctResponsesPattern: [item.correct.join(BETWEEN)],
        choices: components(item.choices),
      };
    case 'fill-in': {
      const patterns = fillInPatterns(item);
      return { interactionType: 'fill-in', ...(patterns === null ? {} : { correctResponsesPattern: patterns }) };
    }
    case 'ordering':
      return {
        interactionType: 'sequencing',
        correctResponsesPattern: [item.correct.join(BETWEEN)],
        choices: components(item.choices),
      };
    case 'matching':
      return {
        interactionType: 'matching',
        correctResponsesPattern: [pairsText(item.correct)],
        source: components(item.choices),
        target: components(item.targets),
      };
    default:
      return assertNever(item);
  }
}

/** Every combination of accepted texts; null where a range or a part of a text is accepted, or there are too many. */
function fillInPatterns({ blanks, anyOrder }: FillInItem): readonly string[] | null {
  if (blanks.some(({ range, match }) => range !== undefined || match === 'contains')) return null;
  const count = blanks.reduce((product, { accepted }) => product * accepted.length, 1);
  if (count > MOST_PATTERNS) return null;
  const combined = blanks.reduce<readonly (readonly string[])[]>(
    (before, { accepted }) => before.flatMap((texts) => accepted.map((text) => [...texts, text])),
    [[]],
  );
  const prefix = anyOrder === true ? '{order_matters=false}' : '';
  return combined.map((texts) => prefix + texts.join(BETWEEN));
}

/** Empty for a response without content. */
export function responseText(response: Response): string {
  if ('value' in response) return String(response.value);
  if ('choices' in response) return response.choices.join(BETWEEN);
  if ('texts' in response) return response.texts.join(BETWEEN);
  if ('order' in response) return response.order.join(BETWEEN);
  return pairsText(response.pairs);
}
