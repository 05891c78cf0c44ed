/** Somebody who takes part by their own means. */
import type { Page } from 'playwright-core';

import type { ItemResponse } from '../../src/protocol/item.js';
import type { EditableItem } from '../../src/protocol/rest.js';

export interface Entrance {
  readonly pin: string;
  readonly branch: string;
  readonly name: string;
}

export interface Participant {
  readonly page: Page;
  join(entrance: Entrance): Promise<void>;
  /** Fills the open item in and submits it. */
  respond(item: EditableItem, response: ItemResponse): Promise<void>;
}

/** The choices shown as inputs: true-false has no ids of its own. */
export function chosenValues(response: ItemResponse): readonly string[] | null {
  if ('value' in response) return [String(response.value)];
  return 'choices' in response ? response.choices : null;
}

/** Single steps that turn the shown order into the wanted one, each as `[id, by]`. */
export function movesTo(shown: readonly string[], wanted: readonly string[]): readonly (readonly [string, 1 | -1])[] {
  const order = [...shown];
  return wanted.flatMap((id, place) => {
    const from = order.indexOf(id);
    order.splice(from, 1);
    order.splice(place, 0, id);
    return Array.from({ length: from - place }, () => [id, -1] as const);
  });
}
