import { headcountOf } from './attendance.js';
import type { AttachmentFacts, Entry, EvidenceField, Finding } from './types.js';

export interface ModeEvidence {
  readonly name: string;
  readonly evidence: readonly EvidenceField[];
}

/** What is wanting before an entry can be submitted; empty: nothing. @param today YYYY-MM-DD */
export function missingOf(
  entry: Entry,
  modes: readonly ModeEvidence[],
  { attachments, today }: { readonly attachments: readonly AttachmentFacts[]; readonly today: string },
): Finding[] {
  const missing: Finding[] = [];
  if (entry.title.trim() === '') missing.push({ path: 'title', message: '请填写主题。' });
  if (entry.onDate > today) missing.push({ path: 'onDate', message: '活动还没有进行，请在当天或之后提交。' });
  if (modes.length === 0) missing.push({ path: 'modes', message: '请至少选择一种学习方式。' });
  for (const { name, evidence } of modes) missing.push(...ofMode(entry, name, evidence, attachments));
  for (const { id, kind, alt, transcript } of attachments) {
    if (kind === 'photo' && alt.trim() === '') {
      missing.push({ path: `attachments.${id}.alt`, message: '请用一句话说明照片内容，方便看不见的同志。' });
    }
    if ((kind === 'voice' || kind === 'sign-video') && (transcript ?? '').trim() === '') {
      missing.push({ path: `attachments.${id}.transcript`, message: '请附上文字稿，方便听不见或看不懂手语的同志。' });
    }
  }
  const seen = new Set<string>();
  return missing.filter(({ path }) => !seen.has(path) && seen.add(path));
}

function ofMode(
  entry: Entry,
  name: string,
  evidence: readonly EvidenceField[],
  attachments: readonly AttachmentFacts[],
): Finding[] {
  const wanting = evidence.filter((field) => field.required && !isGiven(field, entry, attachments));
  return wanting.flatMap((field): Finding[] => {
    const group = evidence.filter(({ oneOf, required }) => required && oneOf !== undefined && oneOf === field.oneOf);
    if (group.some((other) => isGiven(other, entry, attachments))) return [];
    // Said once, where the first of them stands.
    if (group.length > 0 && group[0] !== field) return [];
    const labels = group.length > 1 ? group.map(({ label }) => label).join('或') : field.label;
    return [{ path: placeOf(field), message: `“${name}”需要填写${labels}。` }];
  });
}

function isGiven({ source, key }: EvidenceField, entry: Entry, attachments: readonly AttachmentFacts[]): boolean {
  const written = (of: string) => String(entry.record[of] ?? '').trim() !== '';
  switch (source) {
    case 'record':
      return written(key);
    case 'title':
      return entry.title.trim() !== '';
    case 'minutes':
      return (entry.minutes ?? 0) > 0;
    case 'attendance':
      return headcountOf(entry.attendance.values()).present > 0;
    case 'contest':
      return written('contest');
    case 'expression':
      return written('insight') || attachments.some(({ kind }) => kind === 'voice' || kind === 'sign-video');
    case 'attachment':
      return attachments.length > 0;
  }
}

function placeOf({ source, key }: EvidenceField): string {
  switch (source) {
    case 'record':
      return `record.${key}`;
    case 'contest':
      return 'record.contest';
    case 'expression':
      return 'record.insight';
    case 'attachment':
      return 'attachments';
    case 'title':
    case 'minutes':
    case 'attendance':
      return source;
  }
}
