import type { RawItem } from '../raw-item.js';

/** An item while its lines come in. */
export interface Draft {
  /** Of the stem. */
  readonly line: number;
  readonly stem: string[];
  readonly choices: { readonly label: string; text: string; readonly line: number }[];
  key?: { readonly text: string; readonly line: number };
  remark?: string;
}

/** As Moodle wants it, with a space; without one where no Latin letter follows: A.I. is a word. */
const CHOICE = /^([A-Z])[).．）、](?:\s+|(?=[^\sA-Za-z.])|$)(.*)$/u;
/** Where the next letter of the row is due. */
const DUE_CHOICE = /^\(?([A-Za-z])\s*[).．）、]\s*(.*)$/u;
const KEY = /^(?:ANSWER|答案)\s*[:：]\s*(.*)$/iu;
/** Some programs write it behind the key; Moodle does not know it. */
const REMARK = /^(?:FEEDBACK|EXPLANATION|解析)\s*[:：]\s*(.*)$/iu;

/** Cuts the lines into items: the key ends one, and so does an empty line behind the choices or the letter A once more. */
export function draftsOf(text: string): readonly Draft[] {
  const drafts: Draft[] = [];
  let draft: Draft | undefined;
  /** Lines behind the last choice: they go on with it, or are the next stem. */
  let tail: { readonly text: string; readonly line: number }[] = [];
  let emptyLine = false;
  const begin = (line: number, stem: readonly string[]): Draft => {
    draft = { line, stem: [...stem], choices: [] };
    drafts.push(draft);
    tail = [];
    return draft;
  };
  const closeChoice = (open: Draft): void => {
    const last = open.choices.at(-1);
    if (last !== undefined) last.text = [last.text, ...tail.map((line) => line.text)].join('\n').trim();
    tail = [];
  };
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/u);
  lines.forEach((written, index) => {
    const words = written.trim();
    const line = index + 1;
    if (words === '') {
      emptyLine = true;
      return;
    }
    const behindEmptyLine = emptyLine;
    emptyLine = false;
    const open = draft?.key === undefined ? draft : undefined;
    const choice = choiceIn(words, open);
    if (choice !== undefined) {
      let target = open ?? begin(line, []);
      if (target.choices.length > 0 && choice.label === target.choices[0]?.label) {
        target = begin(
          tail[0]?.line ?? line,
          tail.map((one) => one.text),
        );
      } else closeChoice(target);
      target.choices.push({ ...choice, line });
      return;
    }
    const key = KEY.exec(words)?.[1];
    if (key !== undefined) {
      const target = open ?? begin(line, []);
      closeChoice(target);
      target.key = { text: key, line };
      return;
    }
    const remark = REMARK.exec(words)?.[1];
    if (remark !== undefined && draft?.key !== undefined && draft.remark === undefined && !behindEmptyLine) {
      draft.remark = remark;
    } else if (open === undefined || behindEmptyLine) begin(line, [words]);
    else if (open.choices.length > 0) tail.push({ text: words, line });
    else open.stem.push(words);
  });
  if (draft !== undefined) closeChoice(draft);
  return drafts;
}

function choiceIn(
  words: string,
  open: Draft | undefined,
): { readonly label: string; readonly text: string } | undefined {
  const due = String.fromCharCode(65 + (open?.choices.length ?? 0));
  const [, letter = '', rest = ''] = (open === undefined ? null : DUE_CHOICE.exec(words)) ?? [];
  if (letter.toUpperCase() === due) return { label: due, text: rest };
  const [, label, text = ''] = CHOICE.exec(words) ?? [];
  return label === undefined ? undefined : { label, text };
}

export const rawOf = (draft: Draft): RawItem => ({
  place: { line: draft.line },
  stem: draft.stem.join('\n'),
  choices: draft.choices.map(({ label, text, line }) => ({ label, text, place: { line } })),
  ...(draft.key === undefined ? {} : { key: draft.key.text, keyPlace: { line: draft.key.line } }),
  ...(draft.remark === undefined ? {} : { explanation: draft.remark }),
});
