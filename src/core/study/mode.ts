import { isDay } from './day.js';
import { RECORD_FIELDS } from './record-fields.js';
import { EVIDENCE_SOURCES, type EvidenceField, type Finding } from './types.js';

export const FEWEST_MODES = 3;
export const MOST_MODES = 8;
export const LONGEST_MODE_NAME = 20;
const MOST_FIELDS = 20;
const KEY = /^[a-z][a-z0-9-]{0,39}$/;

export interface ModeRevision {
  readonly name: string;
  readonly meaning: string;
  readonly evidence: readonly EvidenceField[];
  readonly effectiveFrom: string;
}

/** A mode with its whole history. */
export interface ModeHistory {
  readonly id: string;
  readonly ordinal: number;
  /** The first day without it. */
  readonly archivedOn: string | null;
  /** In the order in which they were made. */
  readonly revisions: readonly ModeRevision[];
}

/** The latest that has begun; of two of one day the one that was made later. Null before the first. */
export function inForce<R extends { readonly effectiveFrom: string }>(revisions: readonly R[], day: string): R | null {
  let found: R | null = null;
  for (const one of revisions) {
    if (one.effectiveFrom <= day && (found === null || one.effectiveFrom >= found.effectiveFrom)) found = one;
  }
  return found;
}

/** As it stands on a day; null where it is not offered then. */
export function modeOn(mode: ModeHistory, day: string): (ModeRevision & { readonly id: string }) | null {
  if (mode.archivedOn !== null && mode.archivedOn <= day) return null;
  const revision = inForce(mode.revisions, day);
  return revision && { ...revision, id: mode.id };
}

/** Modes that are offered on a day, in order. */
export const modesOn = (modes: readonly ModeHistory[], day: string) =>
  modes.toSorted((one, other) => one.ordinal - other.ordinal).flatMap((mode) => modeOn(mode, day) ?? []);

/** What is wrong with what somebody wrote as a mode. */
export function modeFaults({ name, meaning, evidence, effectiveFrom }: ModeRevision): Finding[] {
  const faults: Finding[] = [];
  if (name.trim() === '' || name.length > LONGEST_MODE_NAME) {
    faults.push({ path: 'name', message: `请填写名称，最多 ${LONGEST_MODE_NAME} 个字。` });
  }
  if (meaning.length > 200) faults.push({ path: 'meaning', message: '说明最多 200 个字，请缩短。' });
  if (!isDay(effectiveFrom)) faults.push({ path: 'effectiveFrom', message: '请填写生效日期，例如 2026-01-01。' });
  if (evidence.length > MOST_FIELDS) faults.push({ path: 'evidence', message: `最多 ${MOST_FIELDS} 项，请减少。` });
  const keys = evidence.map(({ key }) => key);
  evidence.forEach((field, at) => {
    for (const { path, message } of fieldFaults(field)) faults.push({ path: `evidence.${at}.${path}`, message });
    if (keys.indexOf(field.key) !== at) {
      faults.push({ path: `evidence.${at}.key`, message: '这个标识已被上面的项目使用，请换一个。' });
    }
  });
  return faults;
}

function fieldFaults({ key, label, input, source, choices = [], unit = '' }: EvidenceField): Finding[] {
  const faults: Finding[] = [];
  const known = RECORD_FIELDS.get(key);
  if (!KEY.test(key)) faults.push({ path: 'key', message: '标识由小写字母开头，只含小写字母、数字和短横线。' });
  if (known !== undefined && source === 'record' && known.input !== input) {
    faults.push({ path: 'input', message: `“${known.label}”的填写方式已由系统规定，请保持不变，或换一个标识。` });
  }
  if (label.trim() === '' || label.length > 40)
    faults.push({ path: 'label', message: '请填写项目名称，最多 40 个字。' });
  if (!EVIDENCE_SOURCES.includes(source)) faults.push({ path: 'source', message: '请选择从哪里取得这一项。' });
  const distinct = new Set(choices).size === choices.length && choices.every((one) => one.trim() !== '');
  if (input === 'choice' && (choices.length < 2 || choices.length > 20 || !distinct)) {
    faults.push({ path: 'choices', message: '请填写 2 到 20 个不同的选项。' });
  }
  if ([unit, ...choices].some((one) => one.length > 40)) {
    faults.push({ path: 'choices', message: '单位和选项最多 40 个字，请缩短。' });
  }
  return faults;
}
