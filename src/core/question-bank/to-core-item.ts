import type { CoreChoice, CoreMedia, CoreSource, FillInBlank, Item, Points } from '../item/types.js';
import { shuffled, type Random } from '../random.js';
import { assertNever } from '../result.js';
import { locatorOf } from './locator.js';
import type { BankBlank, BankChoice, BankMedia, BankSource, PlayableBankItem } from './types.js';

export interface ItemMaking {
  /** A new opaque id at each call: bank ids on the wire would be a key to look up. */
  readonly newId: () => string;
  readonly random: Random;
  /** Hundredths. */
  readonly points: Points;
  readonly timeLimitMs: number;
  /** The address under which participants get a kept file. */
  readonly mediaUrl: (file: string) => string;
}

/** A bank item as one contest uses it: opaque ids, choices in shuffled order. */
export function toCoreItem(item: PlayableBankItem, making: ItemMaking): Item {
  const common = {
    id: making.newId(),
    stem: item.stem,
    ...(item.readAloud === undefined ? {} : { readAloud: item.readAloud }),
    ...(item.easyRead === undefined ? {} : { easyRead: item.easyRead }),
    media: shownMedia(item.media, making),
    explanation: item.explanation ?? '',
    source: item.source === undefined ? null : cited(item.source),
    points: making.points,
    timeLimitMs: making.timeLimitMs,
  };
  switch (item.kind) {
    case 'true-false':
      return { ...common, kind: 'true-false', correct: item.correctResponse };
    case 'choice': {
      const { shown, idOf } = dealt(item.choices, making);
      const keys = item.select === 'single' ? [item.correctResponse] : item.correctResponse;
      return { ...common, kind: 'choice', select: item.select, choices: shown, correct: keys.map(idOf) };
    }
    case 'fill-in':
      return {
        ...common,
        kind: 'fill-in',
        blanks: item.correctResponse.map(toCoreBlank),
        ...(item.anyOrder === undefined ? {} : { anyOrder: item.anyOrder }),
      };
    case 'ordering': {
      const { shown, idOf } = dealt(item.choices, making);
      const correct = item.correctResponse.map(idOf);
      return { ...common, kind: 'ordering', choices: outOfOrder(shown, correct), correct };
    }
    case 'matching': {
      const left = dealt(item.choices, making);
      const right = dealt(item.targets, making);
      const correct = Object.entries(item.correctResponse).map(
        ([choice, target]) => [left.idOf(choice), right.idOf(target)] as const,
      );
      return { ...common, kind: 'matching', choices: left.shown, targets: right.shown, correct };
    }
    default:
      return assertNever(item);
  }
}

function cited(source: BankSource): CoreSource {
  const locator = locatorOf(source);
  return {
    title: source.title ?? source.document,
    ...(locator === undefined ? {} : { locator }),
    ...(source.quote === undefined ? {} : { quote: source.quote }),
  };
}

function shownMedia(media: readonly BankMedia[] = [], { mediaUrl }: ItemMaking): readonly CoreMedia[] {
  return media.map(({ kind, file, alt, captions }) => ({
    kind,
    url: mediaUrl(file),
    ...(alt === undefined ? {} : { alt }),
    ...(captions === undefined ? {} : { captionsUrl: mediaUrl(captions) }),
  }));
}

function toCoreBlank(blank: BankBlank): FillInBlank {
  return 'min' in blank ? { accepted: [], range: blank } : { accepted: blank, unifyNumerals: true };
}

function dealt(choices: readonly BankChoice[], making: ItemMaking) {
  const ids = new Map(choices.map((choice) => [choice.id, making.newId()]));
  const idOf = (bankId: string): string => {
    const id = ids.get(bankId);
    if (id === undefined) throw new Error(`the key names a choice that the item does not have: ${bankId}`);
    return id;
  };
  const shown = shuffled(choices, making.random).map((choice): CoreChoice => ({
    id: idOf(choice.id),
    text: choice.text,
    ...(choice.media === undefined ? {} : { media: shownMedia(choice.media, making) }),
  }));
  return { shown, idOf };
}

/** A shuffle may land on the correct order, which would be a gift: then the last entry is shown first. */
function outOfOrder(shown: readonly CoreChoice[], correct: readonly string[]): readonly CoreChoice[] {
  const given = shown.every((choice, index) => choice.id === correct[index]);
  return given ? [...shown.slice(-1), ...shown.slice(0, -1)] : shown;
}
