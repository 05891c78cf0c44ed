import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { draw } from '../../core/question-bank/draw.js';
import { toCoreItem } from '../../core/question-bank/to-core-item.js';
import type { ContestPlan } from '../../core/contest/types.js';
import type { Item } from '../../core/item/types.js';
import { seededRandom, type Random } from '../../core/random.js';
import { assertNever } from '../../core/result.js';
import { opaqueId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { DrawLine, RoundBody } from '../../protocol/rest.js';
import { MediaService } from '../../question-bank/media.service.js';
import { QuestionBankService, type StoredItem } from '../../question-bank/question-bank.service.js';

export interface ComposedItem {
  readonly item: Item;
  /** Null: written by hand. */
  readonly bankItemId: string | null;
}

export interface ComposedRound {
  readonly title: string;
  readonly warmUp: boolean;
  /** Null: copied from a contest that did not keep it. */
  readonly draw: readonly DrawLine[] | null;
  readonly items: readonly ComposedItem[];
}

export const newSeed = (): string => randomBytes(8).toString('hex');

/** Draws a contest's items from the banks. The same seed, banks and quota give the same items in the same order. */
@Injectable()
export class Composer {
  constructor(
    private readonly banks: QuestionBankService,
    private readonly media: MediaService,
  ) {}

  /** @throws RefusalError contest.not-enough-items with the line that is short */
  async compose(rounds: readonly RoundBody[], seed: string): Promise<readonly ComposedRound[]> {
    const random = seededRandom(seed);
    const lines = rounds.flatMap((round, roundIndex) =>
      round.draw.map((line, lineIndex) => ({ line, path: `rounds.${roundIndex}.draw.${lineIndex}` })),
    );
    const stock = await this.stockOf(lines.map(({ line }) => line));
    const drawn = draw(
      stock,
      lines.map(({ line }) => quotaOf(line)),
      random,
    );
    if (drawn.short.length > 0) {
      const details = drawn.lines.flatMap(({ items }, index) => {
        const entry = lines[index];
        if (!entry || items.length >= entry.line.count) return [];
        const message = `需要 ${entry.line.count} 道，符合条件的只有 ${items.length} 道，请减少数量或放宽条件。`;
        return [{ path: `${entry.path}.count`, message }];
      });
      throw refuse('contest.not-enough-items', { details });
    }
    let next = 0;
    return rounds.map((round) => ({
      title: round.title,
      warmUp: round.warmUp === true,
      draw: round.draw.map(quotaOf),
      items: round.draw.flatMap(() => (drawn.lines[next++]?.items ?? []).map((one) => this.dealt(one, round, random))),
    }));
  }

  /** Another item of the same bank and kind, of the same first tag where there is one; null when none is left. */
  async another(taken: ReadonlySet<string>, replaced: StoredItem, like: Item): Promise<ComposedItem | null> {
    const random = seededRandom(newSeed());
    const { item } = replaced;
    const base = {
      bankId: replaced.bankId,
      kind: item.kind,
      count: 1,
      ...(item.kind === 'choice' ? { select: item.select } : {}),
    };
    const free = (await this.banks.itemsOf(replaced.bankId)).filter((candidate) => !taken.has(candidate.itemKey));
    const tag = item.tags[0];
    for (const line of [...(tag === undefined ? [] : [{ ...base, tag }]), base]) {
      const found = draw(free, [line], random).lines[0]?.items[0];
      if (found) {
        return this.made(found, like, random);
      }
    }
    return null;
  }

  /** The same items under new opaque ids. */
  again(
    plan: ContestPlan,
    bankItemIds: ReadonlyMap<string, string | null>,
    draws: ReadonlyMap<string, readonly DrawLine[] | null>,
  ): readonly ComposedRound[] {
    return plan.rounds.map(({ id, title, warmUp, items }) => ({
      title,
      warmUp,
      draw: draws.get(id) ?? null,
      items: items.map((item) => ({ item: withNewIds(item), bankItemId: bankItemIds.get(item.id) ?? null })),
    }));
  }

  private async stockOf(lines: readonly DrawLine[]): Promise<readonly StoredItem[]> {
    const bankIds = [...new Set(lines.map((line) => line.bankId))];
    return (await Promise.all(bankIds.map((id) => this.banks.itemsOf(id)))).flat();
  }

  private dealt(stored: StoredItem, round: RoundBody, random: Random): ComposedItem {
    const points = Math.round(round.points * 100);
    const timeLimitMs = round.timeLimitSeconds * 1000;
    return this.made(stored, { points, timeLimitMs }, random);
  }

  private made(
    stored: StoredItem,
    { points, timeLimitMs }: Pick<Item, 'points' | 'timeLimitMs'>,
    random: Random,
  ): ComposedItem {
    const mediaUrl = (file: string) => this.media.urlOf(file);
    return {
      item: toCoreItem(stored.item, { newId: opaqueId, random, points, timeLimitMs, mediaUrl }),
      bankItemId: stored.id,
    };
  }
}

function quotaOf({ bankId, kind, select, tag, difficulty, count }: DrawLine) {
  return {
    bankId,
    count,
    ...(kind === undefined ? {} : { kind }),
    ...(select === undefined ? {} : { select }),
    ...(tag === undefined ? {} : { tag }),
    ...(difficulty === undefined ? {} : { difficulty: { min: difficulty.min, max: difficulty.max } }),
  };
}

/** Ids of items and choices are opaque and new for each contest: an old frame must not be a key to a new one. */
function withNewIds(item: Item): Item {
  const ids = new Map<string, string>();
  const fresh = (id: string): string => {
    const known = ids.get(id) ?? opaqueId();
    ids.set(id, known);
    return known;
  };
  const renamed = <C extends { readonly id: string }>(choices: readonly C[]): C[] =>
    choices.map((choice) => ({ ...choice, id: fresh(choice.id) }));
  const id = opaqueId();
  switch (item.kind) {
    case 'true-false':
    case 'fill-in':
      return { ...item, id };
    case 'choice':
    case 'ordering':
      return { ...item, id, choices: renamed(item.choices), correct: item.correct.map(fresh) };
    case 'matching':
      return {
        ...item,
        id,
        choices: renamed(item.choices),
        targets: renamed(item.targets),
        correct: item.correct.map(([choice, target]) => [fresh(choice), fresh(target)] as const),
      };
    default:
      return assertNever(item);
  }
}
