/** An item as a QTI file asks it, before choices have letters and before it is known whether the file has keys at all. */
import { err, ok, type Result } from '../../../result.js';
import type { BankBlank, BankChoice, BankMedia } from '../../types.js';
import { appearance } from '../../understand/characters.js';
import { choicesOf } from '../../understand/choices.js';
import { fault, refuse, type Fault } from '../../understand/fault.js';
import { truthPair } from '../../understand/truth.js';
import { withMedia } from '../carried-media.js';
import type { ReadBankItem } from '../reading.js';

export interface DraftChoice {
  readonly identifier: string;
  readonly text: string;
  readonly media?: readonly BankMedia[];
}

/** Keys name choices by identifier; absent or empty where the file gives none. */
export type DraftBody =
  | {
      readonly kind: 'choice';
      readonly select: 'single' | 'multiple';
      readonly choices: readonly DraftChoice[];
      readonly key?: readonly string[] | undefined;
    }
  | {
      readonly kind: 'ordering';
      readonly choices: readonly DraftChoice[];
      readonly key?: readonly string[] | undefined;
    }
  | {
      readonly kind: 'matching';
      readonly choices: readonly DraftChoice[];
      readonly targets: readonly DraftChoice[];
      readonly key?: readonly (readonly [string, string])[] | undefined;
    }
  /** One entry for each blank; undefined where the file gives none. */
  | { readonly kind: 'fill-in'; readonly blanks: readonly (BankBlank | undefined)[] }
  | { readonly kind: 'short-answer'; readonly key?: string | undefined };

export interface ItemDraft {
  readonly stem: string;
  readonly body: DraftBody;
  /** What every kind has: explanation, points, tags … */
  readonly fields: Readonly<Partial<Omit<ReadBankItem, 'kind' | 'stem' | 'tags'>>> & {
    readonly tags: readonly string[];
  };
  readonly warnings: readonly Fault[];
  /** Written by this software: nothing is recognised by its words, and an item without a key was one before. */
  readonly own?: { readonly kind: ReadBankItem['kind']; readonly keyless: boolean };
}

type Made = Result<{ readonly body: object; readonly warnings?: readonly Fault[] }, Fault>;

export const BLANK = '____';

export function hasAnyKey({ body }: ItemDraft): boolean {
  if (body.kind === 'fill-in') return body.blanks.some((blank) => blank !== undefined);
  return body.key !== undefined && body.key.length > 0;
}

/** The item, or why it cannot be one. `keyless`: no item of the file carries a key, so that one without is a draft. */
export function finishDraft(
  draft: ItemDraft,
  keyless: boolean,
): Result<{ readonly item: ReadBankItem; readonly warnings: readonly Fault[] }, Fault> {
  const { stem, fields, own } = draft;
  if (stem === '') return refuse('stem.missing', '没有题干，请补上题干。');
  const kept = keyless || own?.keyless === true;
  // A person judges a short answer: files as a rule leave its key out.
  if (!hasAnyKey(draft) && !kept && draft.body.kind !== 'short-answer') {
    return refuse('key.missing', '没有写答案，请补上答案后再导入。', stem);
  }
  const made = makeBody(draft);
  if (!made.ok) return made;
  const lonely =
    !hasAnyKey(draft) && !kept ? [fault('key.missing', '没有参考答案，已保存为草稿，请补上参考答案。', stem)] : [];
  return ok({
    item: { ...made.value.body, stem, ...fields } as unknown as ReadBankItem,
    warnings: [...draft.warnings, ...(made.value.warnings ?? []), ...lonely],
  });
}

function makeBody(draft: ItemDraft): Made {
  const { body } = draft;
  switch (body.kind) {
    case 'choice':
      return choiceBody(draft, body);
    case 'ordering':
      return orderingBody(draft, body);
    case 'matching':
      return matchingBody(draft, body);
    case 'fill-in':
      return fillInBody(draft, body);
    case 'short-answer':
      return ok({ body: { kind: body.kind, ...keyed(body.key === '' ? undefined : body.key) } });
  }
}

const keyed = (correctResponse: unknown) => (correctResponse === undefined ? {} : { correctResponse });

interface Lettered {
  readonly choices: readonly BankChoice[];
  readonly idOf: ReadonlyMap<string, string>;
}

const LETTERS = (index: number) => String.fromCharCode(65 + index);
const FIGURES = (index: number) => String(index + 1);

function lettered(draft: ItemDraft, written: readonly DraftChoice[], idAt = LETTERS): Result<Lettered, Fault> {
  if (written.length < 2) {
    return refuse(
      'choices.too-few',
      written.length === 0 ? '没有找到选项，请补上选项。' : '只有一个选项，请至少写两个选项。',
      written[0]?.text,
    );
  }
  const empty = written.find(({ text }) => text === '');
  if (empty !== undefined) {
    return refuse(
      'choices.malformed',
      `选项“${empty.identifier}”没有文字（可能只有图片），请补上文字后再导入。`,
      draft.stem,
    );
  }
  if (new Set(written.map(({ identifier }) => identifier)).size < written.length) {
    return refuse('choices.malformed', '有两个选项的标识相同，请改正后再导入。', draft.stem);
  }
  const labelled = choicesOf(written.map(({ text }, index) => ({ label: LETTERS(index), text })));
  if (!labelled.ok) return labelled;
  const choices = written.map(({ text, media }, index) => ({
    id: idAt(index),
    text: draft.own === undefined ? (labelled.value.list[index]?.text ?? text) : text,
    ...withMedia(media ?? []),
  }));
  return ok({ choices, idOf: new Map(written.map(({ identifier }, index) => [identifier, idAt(index)])) });
}

/** The ids of the choices that a key names. */
function named(key: readonly string[], { idOf }: Lettered): Result<readonly string[], Fault> {
  const unknown = key.find((identifier) => !idOf.has(identifier));
  if (unknown !== undefined) {
    return refuse('key.unknown-choice', `答案指向的选项“${unknown}”不在题里，请核对答案。`, key.join(' '));
  }
  return ok([...new Set(key.map((identifier) => idOf.get(identifier) ?? ''))]);
}

function choiceBody(draft: ItemDraft, body: DraftBody & { kind: 'choice' }): Made {
  const list = lettered(draft, body.choices);
  if (!list.ok) return list;
  const ids = named(body.key ?? [], list.value);
  if (!ids.ok) return ids;
  const { choices } = list.value;
  const key = choices.map(({ id }) => id).filter((id) => ids.value.includes(id));
  const truths = truthsOf(draft, body);
  if (truths !== undefined && key.length < 2) {
    const truth = truths[choices.findIndex(({ id }) => id === key[0])];
    return ok({ body: { kind: 'true-false', ...keyed(truth) } });
  }
  if (body.select === 'single' && key.length > 1) {
    return refuse('key.contradictory', `题目只许选一个，答案却有 ${key.length} 个，请改正题型或答案。`, key.join(''));
  }
  const { select } = body;
  const none = key.length === 0;
  return ok({
    body: { kind: 'choice', select, choices, ...keyed(none ? undefined : select === 'single' ? key[0] : key) },
    warnings:
      select === 'multiple' && key.length === 1
        ? [fault('key.contradictory', '题型是多选题，答案只有一个，请核对题型和答案。', key.join(''))]
        : [],
  });
}

/** 正确 and 错误 in whatever words, or in a language that is not known but under the identifiers true and false. */
function truthsOf(draft: ItemDraft, { choices }: DraftBody & { kind: 'choice' }): readonly boolean[] | undefined {
  if (draft.own !== undefined && draft.own.kind !== 'true-false') return undefined;
  const identifiers = choices.map(({ identifier }) => identifier.toLowerCase());
  const named = identifiers.join(' ');
  if (named === 'true false' || named === 'false true') return identifiers.map((identifier) => identifier === 'true');
  return truthPair(choices.map(({ text }) => text));
}

function orderingBody(draft: ItemDraft, body: DraftBody & { kind: 'ordering' }): Made {
  const list = lettered(draft, body.choices);
  if (!list.ok) return list;
  const { choices } = list.value;
  if (body.key === undefined || body.key.length === 0) return ok({ body: { kind: 'ordering', choices } });
  const ids = named(body.key, list.value);
  if (!ids.ok) return ids;
  if (ids.value.length < body.key.length) {
    return refuse('key.contradictory', '排序的答案里有重复的选项，请核对答案。', body.key.join(' '));
  }
  if (ids.value.length < choices.length) {
    return refuse('kind.unsupported', '这道排序题只排一部分选项，竞赛不能使用；请改成全部排序后再导入。', draft.stem);
  }
  return ok({ body: { kind: 'ordering', choices, correctResponse: ids.value } });
}

function matchingBody(draft: ItemDraft, body: DraftBody & { kind: 'matching' }): Made {
  const turned = body.key === undefined ? body : turnedRound(body, body.key);
  const left = lettered(draft, turned.choices);
  const right = lettered(draft, turned.targets, FIGURES);
  if (!left.ok) return left;
  if (!right.ok) return right;
  const [choices, targets] = [left.value.choices, right.value.choices];
  const { key } = turned;
  if (key === undefined || key.length === 0) return ok({ body: { kind: 'matching', choices, targets } });
  const from = named(key.map(([choice]) => choice), left.value); // prettier-ignore
  const to = named(key.map(([, target]) => target), right.value); // prettier-ignore
  if (!from.ok) return from;
  if (!to.ok) return to;
  if (from.value.length < key.length || from.value.length < choices.length) {
    return refuse('kind.unsupported', '连线不是左边每项正好连一条，竞赛不能使用；请改成一一对应后再导入。', draft.stem);
  }
  const partners = key.map(
    ([choice, target]) => [left.value.idOf.get(choice) ?? '', right.value.idOf.get(target) ?? ''] as const,
  );
  return ok({ body: { kind: 'matching', choices, targets, correctResponse: Object.fromEntries(partners) } });
}

/** Where not every entry on the left has a partner but each on the right has exactly one, the sides change places. */
function turnedRound(
  body: DraftBody & { kind: 'matching' },
  key: readonly (readonly [string, string])[],
): DraftBody & { kind: 'matching' } {
  const once = (identifiers: readonly string[], side: readonly DraftChoice[]) =>
    identifiers.length === side.length && new Set(identifiers).size === side.length;
  const left = key.map(([choice]) => choice);
  const right = key.map(([, target]) => target);
  if (once(left, body.choices) || !once(right, body.targets)) return body;
  return { ...body, choices: body.targets, targets: body.choices, key: key.map(([one, other]) => [other, one]) };
}

function fillInBody({ stem }: ItemDraft, { blanks }: DraftBody & { kind: 'fill-in' }): Made {
  const count = stem.split(BLANK).length - 1;
  if (count !== blanks.length) {
    return refuse('blank.count', `题干有 ${count} 个空，作答处却有 ${blanks.length} 个，请改成一致后再导入。`, stem);
  }
  const missing = blanks.findIndex((blank) => blank === undefined);
  if (missing < 0) return ok({ body: { kind: 'fill-in', correctResponse: blanks.map(tidied) } });
  if (blanks.every((blank) => blank === undefined)) return ok({ body: { kind: 'fill-in' } });
  return err(fault('key.missing', `第 ${missing + 1} 个空没有写答案，请补上后再导入。`, stem));
}

/** Texts that differ only in width, case or spaces are accepted anyway. */
function tidied(blank: BankBlank | undefined): BankBlank {
  if (blank === undefined || 'min' in blank) return blank ?? [];
  const seen = new Set<string>();
  return blank.filter((text) => {
    const looks = appearance(text);
    if (seen.has(looks)) return false;
    seen.add(looks);
    return true;
  });
}
