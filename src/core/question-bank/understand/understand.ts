import { ok, type Result } from '../../result.js';
import type { RawItem } from '../formats/raw-item.js';
import type { Place, Problem, ReadBankItem } from '../formats/reading.js';
import { allBlanks } from './blanks.js';
import { appearance, tidy } from './characters.js';
import { choicesOf, type Choices } from './choices.js';
import { fault, refuse, type Fault } from './fault.js';
import { fieldsOf } from './fields.js';
import { namedKind, type NamedKind } from './kind-names.js';
import { listedChoices } from './listed-choices.js';
import { MAKERS } from './make-body.js';
import type { Parts } from './parts.js';
import { isPlaceholder } from './placeholder.js';
import { settleKind } from './settle-kind.js';

export type Understanding =
  | { readonly ok: true; readonly item: ReadBankItem; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problem: Problem };

interface Context {
  /** No item of the file carries a key, so that one without becomes a draft. */
  readonly keyless: boolean;
  /** Each item says its kind itself, so that one which calls itself a short answer may lack its key. */
  readonly ownKinds?: boolean;
}

/**
 * Makes an item of what a table or a text says, or tells why it cannot. Nothing is guessed: where words can mean two
 * things, the item is refused.
 */
export function understand(written: RawItem, context: Context): Understanding {
  const listed = withListed(written);
  const raw = listed.ok ? listed.value : written;
  const made = listed.ok ? make(raw, context) : listed;
  const placed = ({ code, message, excerpt }: Fault): Problem => ({
    place: placeOf(raw, code),
    code,
    message,
    ...(excerpt === undefined ? {} : { excerpt }),
  });
  if (!made.ok) return { ok: false, problem: placed(made.error) };
  return { ok: true, item: made.value.item, warnings: made.value.warnings.map(placed) };
}

/** Kinds under which marks of a list may be choices. */
const LISTED = new Set<NamedKind | undefined>([undefined, 'single', 'multiple', 'indefinite', 'choice']);

function withListed(raw: RawItem): Result<RawItem, Fault> {
  const kind = tidy(raw.kind ?? '') === '' ? undefined : namedKind(raw.kind ?? '');
  if (raw.choices.length > 0 || raw.key === undefined || !LISTED.has(kind)) return ok(raw);
  const listed = listedChoices(raw.stem, tidy(raw.key), kind !== undefined);
  if (listed === undefined) return ok(raw);
  return listed.ok ? ok({ ...raw, ...listed.value }) : listed;
}

const placeOf = (raw: RawItem, code: string): Place =>
  (code.startsWith('key.') ? raw.keyPlace : undefined) ??
  (code.startsWith('choices.') ? raw.choices.find(({ place }) => place !== undefined)?.place : undefined) ??
  raw.place;

interface Made {
  readonly item: ReadBankItem;
  readonly warnings: readonly Fault[];
}

function make(raw: RawItem, { keyless, ownKinds = false }: Context): Result<Made, Fault> {
  const stem = tidy(raw.stem).replace(STARS, '');
  if (stem === '') return refuse('stem.missing', '没有题干，请补上题干。');
  const choices = choicesOf(raw.choices);
  if (!choices.ok) return choices;
  const written = tidy(raw.key ?? '') === '' ? undefined : tidy(raw.key ?? '');
  const placeholder = written !== undefined && isPlaceholder(written) && !named(written, choices.value);
  const key = placeholder ? undefined : written;
  const parts: Parts = { stem, choices: choices.value, key };
  const settled = settleKind(raw.kind, parts);
  if (!settled.ok) return settled;
  const { kind } = settled.value;
  const selfKeyed = kind === 'matching' && key === undefined;
  const judged =
    kind === 'short-answer' && (placeholder || (ownKinds && declaredOpen(raw.kind))) && allBlanks(stem).count === 0;
  if (key === undefined && !keyless && !selfKeyed && !judged) {
    return placeholder
      ? refuse('key.missing', `答案只写了“${written}”，请补上答案后再导入。`, written)
      : refuse('key.missing', '没有写答案，请补上答案后再导入。', stem);
  }
  const made = MAKERS[kind](parts);
  if (!made.ok) return made;
  if (selfKeyed && !keyless && made.value.body.correctResponse === undefined) {
    return refuse('key.missing', '没有写答案，请补上答案后再导入。', stem);
  }
  const fields = fieldsOf(raw, made.value.remark);
  return ok({
    item: { ...made.value.body, ...fields.value } as ReadBankItem,
    warnings: [
      ...(judged && key === undefined && !keyless ? [withoutModel(placeholder ? written : undefined, stem)] : []),
      ...choices.value.warnings,
      ...settled.value.warnings,
      ...(made.value.warnings ?? []),
      ...fields.warnings,
    ],
  });
}

/** A person judges it: files as a rule leave its key out, whatever the items beside it have. */
const declaredOpen = (kind: string | undefined): boolean => namedKind(tidy(kind ?? '')) === 'short-answer';

const withoutModel = (written: string | undefined, stem: string): Fault =>
  written === undefined
    ? fault('key.missing', '没有参考答案，已保存为草稿，请补上参考答案。', stem)
    : fault('key.missing', `答案只写了“${written}”，作为没有答案的草稿读入，请补上答案。`, written);

/** What editors of banks mark important items with. */
const STARS = /^(?:[*＊★☆]{1,5}\s+)+(?=\S)/u;

const named = (key: string, { list }: Choices) => list.some(({ text }) => appearance(text) === appearance(key));
