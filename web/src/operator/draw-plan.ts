/** The rounds of a new contest while the organiser plans them: sensible defaults, counts available, what to send. */
import type { ItemKind } from '@protocol/item.js';
import type { BankInfo, DrawLine, RoundBody } from '@protocol/rest.js';

/** Kinds as an organiser chooses them; single and multiple choice are two. */
export const DRAW_KINDS = [
  'true-false',
  'choice-single',
  'choice-multiple',
  'fill-in',
  'ordering',
  'matching',
] as const;
export type DrawKind = (typeof DRAW_KINDS)[number];

/** 1 is easiest, 5 hardest. */
export const DIFFICULTIES = ['1', '2', '3', '4', '5'] as const;
export type DifficultyBound = (typeof DIFFICULTIES)[number] | '';

/** Empty strings stand for "any": they are the values of the selects. `count` may be NaN while it is being typed. */
export interface LineDraft {
  key: number;
  bankId: string;
  kind: DrawKind | '';
  tag: string;
  easiest: DifficultyBound;
  hardest: DifficultyBound;
  count: number;
}
export interface RoundDraft {
  key: number;
  title: string;
  points: number;
  timeLimitSeconds: number;
  lines: LineDraft[];
}

export const DEFAULT_ITEM_COUNT = 10;
export const DEFAULT_POINTS = 10;
export const DEFAULT_SECONDS = 30;
const WARM_UP_SECONDS = 60;

let lastKey = 0;
const nextKey = (): number => ++lastKey;

export const newLine = (bankId: string, count: number): LineDraft => ({
  key: nextKey(),
  bankId,
  kind: '',
  tag: '',
  easiest: '',
  hardest: '',
  count,
});

export const newRound = (title: string, lines: LineDraft[]): RoundDraft => ({
  key: nextKey(),
  title,
  points: DEFAULT_POINTS,
  timeLimitSeconds: DEFAULT_SECONDS,
  lines,
});

/** Ten items spread evenly over the banks, so that a title and the branches are all an organiser has to give. */
export function defaultRound(banks: readonly BankInfo[], title: string): RoundDraft {
  const used = banks.filter((bank) => bank.itemCount > 0).slice(0, DEFAULT_ITEM_COUNT);
  const lines = used.map((bank, index) => {
    const share = Math.floor(DEFAULT_ITEM_COUNT / used.length) + (index < DEFAULT_ITEM_COUNT % used.length ? 1 : 0);
    return newLine(bank.id, Math.min(share, bank.itemCount));
  });
  return newRound(title, lines);
}

const bankKind = (kind: DrawKind): ItemKind | 'choice-multiple' => (kind === 'choice-single' ? 'choice' : kind);

/** Items that a line can draw from. Kind and tag are counted apart and difficulty is not, so this is the most there can be. */
export function available(bank: BankInfo | undefined, line: Pick<LineDraft, 'kind' | 'tag'>): number {
  if (!bank) return 0;
  const ofKind = line.kind === '' ? bank.itemCount : (bank.kinds[bankKind(line.kind)] ?? 0);
  const ofTag = line.tag === '' ? bank.itemCount : (bank.tags.find(({ tag }) => tag === line.tag)?.count ?? 0);
  return Math.min(ofKind, ofTag);
}

/** Banks of which more is asked than they hold, over all rounds: an item is drawn once. */
export function overdrawn(rounds: readonly RoundDraft[], banks: readonly BankInfo[]): readonly BankInfo[] {
  return banks.filter((bank) => {
    const asked = rounds.flatMap((round) => round.lines).filter((line) => line.bankId === bank.id);
    return asked.reduce((sum, line) => sum + (line.count || 0), 0) > bank.itemCount;
  });
}

export const itemTotal = (rounds: readonly RoundDraft[]): number =>
  rounds.flatMap((round) => round.lines).reduce((sum, line) => sum + (line.count || 0), 0);

export const pointsTotal = (rounds: readonly RoundDraft[]): number =>
  rounds.reduce((sum, round) => sum + itemTotal([round]) * (round.points || 0), 0);

/** Keeps the range a range: the bound that was just chosen stays, the other follows. */
export function withBound(line: LineDraft, bound: 'easiest' | 'hardest', value: DifficultyBound): void {
  line[bound] = value;
  const { easiest, hardest } = line;
  if (easiest === '' || hardest === '' || easiest <= hardest) return;
  if (bound === 'easiest') line.hardest = easiest;
  else line.easiest = hardest;
}

function difficultyOf({ easiest, hardest }: LineDraft): Pick<DrawLine, 'difficulty'> {
  if (easiest === '' && hardest === '') return {};
  return { difficulty: { min: Number(easiest || '1'), max: Number(hardest || '5') } };
}

function drawLine(line: LineDraft): DrawLine {
  const kind: Partial<DrawLine> =
    line.kind === ''
      ? {}
      : line.kind === 'choice-single'
        ? { kind: 'choice', select: 'single' }
        : line.kind === 'choice-multiple'
          ? { kind: 'choice', select: 'multiple' }
          : { kind: line.kind };
  return {
    bankId: line.bankId,
    ...kind,
    ...(line.tag === '' ? {} : { tag: line.tag }),
    ...difficultyOf(line),
    count: line.count,
  };
}

/** The rounds as they are sent. The warm-up item comes from a bank with items left over where there is one. */
export function roundBodies(
  rounds: readonly RoundDraft[],
  banks: readonly BankInfo[],
  warmUpTitle: string | null,
): readonly RoundBody[] {
  const bodies = rounds.map(({ title, points, timeLimitSeconds, lines }) => ({
    title: title.trim(),
    points,
    timeLimitSeconds,
    draw: lines.map(drawLine),
  }));
  if (warmUpTitle === null) return bodies;
  const asked = (bank: BankInfo): number =>
    rounds
      .flatMap((round) => round.lines)
      .reduce((sum, line) => sum + (line.bankId === bank.id ? line.count || 0 : 0), 0);
  const bank = banks.find((candidate) => candidate.itemCount > asked(candidate)) ?? banks[0];
  if (!bank) return bodies;
  const warmUp: RoundBody = {
    title: warmUpTitle,
    warmUp: true,
    points: DEFAULT_POINTS,
    timeLimitSeconds: WARM_UP_SECONDS,
    draw: [{ bankId: bank.id, count: 1 }],
  };
  return [warmUp, ...bodies];
}
