/** Photos, recordings, sign videos and documents of an entry: chosen here, sent once the entry is stored, with their words. */
import { computed, onBeforeUnmount, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { AttachmentInfo, AttachmentKind } from '@protocol/study.js';
import { announce } from '../../composables/use-announcer.js';
import { randomId } from '../../lib/random-id.js';
import type { EntryDoor } from './entry-door.js';

export interface AttachmentRow {
  /** Of the row on this page. */
  readonly key: string;
  /** Null until it is stored. */
  readonly info: AttachmentInfo | null;
  readonly kind: AttachmentKind;
  readonly name: string;
  readonly bytes: number;
  readonly file: File | null;
  /** What a photo shows; of a voice or a sign video its transcript. */
  words: string;
  fault: string;
}

/** Which words a kind wants before the entry is handed in. */
export const wordsOf = (kind: AttachmentKind): 'alt' | 'transcript' | null =>
  kind === 'photo' ? 'alt' : kind === 'document' ? null : 'transcript';
const stored = (info: AttachmentInfo): string => (wordsOf(info.kind) === 'alt' ? info.alt : (info.transcript ?? ''));

export function useAttachments(door: EntryDoor) {
  const { t } = useI18n();
  const rows = ref<AttachmentRow[]>([]);
  /** Null while nothing is on its way. */
  const percent = ref<number | null>(null);
  const pending = computed(() => rows.value.some(({ info }) => info === null));
  const dirty = computed(() => pending.value || rows.value.some(isReworded));
  const isReworded = ({ info, words }: AttachmentRow): boolean => info !== null && words.trim() !== stored(info);
  let over = false;
  onBeforeUnmount(() => (over = true));

  /** As the server has them; words that are being written and what is not sent yet stay. */
  function take(infos: readonly AttachmentInfo[]): void {
    const before = new Map(rows.value.flatMap((row) => (row.info === null ? [] : [[row.info.id, row] as const])));
    const there = infos.map((info): AttachmentRow => {
      const old = before.get(info.id);
      const words = old && isReworded(old) ? old.words : stored(info);
      return { key: old?.key ?? info.id, info, kind: info.kind, name: info.name, bytes: info.bytes, file: null, words, fault: old?.fault ?? '' }; // prettier-ignore
    });
    rows.value = [...there, ...rows.value.filter(({ info }) => info === null)];
  }

  function add(kind: AttachmentKind, file: File): void {
    const { name, size } = file;
    rows.value = [...rows.value, { key: randomId(), info: null, kind, name, bytes: size, file, words: '', fault: '' }];
  }

  /** Sends what is not there yet and the words that were changed. @returns whether all of it got through */
  async function flush(entryId: string): Promise<boolean> {
    let through = true;
    for (const { key } of rows.value) {
      if (over) return false;
      through = (await send(entryId, key)) && (await describe(key)) && through;
    }
    return through;
  }

  async function send(entryId: string, key: string): Promise<boolean> {
    const row = find(key);
    if (!row?.file || row.info !== null) return true;
    percent.value = 0;
    const alt = row.kind === 'photo' ? row.words.trim() : '';
    const reply = await door.attach(entryId, { kind: row.kind, file: row.file, alt }, (sent, of) => {
      percent.value = Math.floor((sent / of) * 100);
    });
    percent.value = null;
    settle(key, reply.ok ? reply.data : null, reply.ok ? '' : reply.error.message);
    if (reply.ok) announce(t('entries.attachments.added', { name: reply.data.name }), { essential: true });
    return reply.ok;
  }

  async function describe(key: string): Promise<boolean> {
    const row = find(key);
    const field = row && wordsOf(row.kind);
    if (!row?.info || !field || !isReworded(row)) return true;
    const reply = await door.describe(row.info.id, { [field]: row.words.trim() });
    settle(key, reply.ok ? reply.data : null, reply.ok ? '' : reply.error.message);
    return reply.ok;
  }

  /** @returns whether it is gone */
  async function remove(key: string): Promise<boolean> {
    const row = find(key);
    if (row?.info) {
      const reply = await door.detach(row.info.id);
      if (!reply.ok && reply.error.code !== 'study.attachment-unknown') {
        settle(key, null, reply.error.message);
        return false;
      }
    }
    rows.value = rows.value.filter((one) => one.key !== key);
    return true;
  }

  const find = (key: string): AttachmentRow | undefined => rows.value.find((row) => row.key === key);
  function settle(key: string, info: AttachmentInfo | null, fault: string): void {
    rows.value = rows.value.map((row) => (row.key === key ? { ...row, info: info ?? row.info, fault } : row));
  }

  return { rows, percent, pending, dirty, take, add, flush, remove };
}
