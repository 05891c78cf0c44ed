import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { daysBetween } from '../../../core/study/day.js';
import { idList } from '../../../platform/database/json-rows.js';
import { refuse } from '../../../platform/refusal.js';
import type { BulkReport, BulkRow } from '../../../protocol/study-bulk.js';
import { StudyModes } from '../../modes/study-modes.service.js';
import { StudyDeeds } from '../../study-deeds.js';
import { byOf, type OperatorActor } from '../actor.js';
import { EntryHooks } from '../entry-hooks.js';
import { columnsOf, insertEntries, recognised, type LoadedEntry } from '../entry-rows.js';
import { draftRow } from '../entry-writer.service.js';
import { lockedCovers } from '../locked-covers.js';
import { transactionParts } from '../transaction-parts.js';
import { BulkCheck, type CheckedLine } from './bulk-check.js';
import { readLine } from './bulk-line.js';

export const MOST_BULK_BYTES = 8 * 1024 * 1024;
const MOST_LINES = 500;
/** Many entries at once, held to what one is held to; a line that cannot be taken does not stop the others. */
@Injectable()
export class EntryBulk {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly check: BulkCheck,
    private readonly modes: StudyModes,
    private readonly hooks: EntryHooks,
  ) {}

  /** @throws RefusalError study.entry-rejected: not as many lines as can be taken */
  async load(actor: OperatorActor, bytes: Buffer, { dryRun }: { readonly dryRun: boolean }): Promise<BulkReport> {
    const texts = bytes.toString('utf8').split('\n').map((text, at) => [text, at + 1] as const); // prettier-ignore
    const written = texts.filter(([text]) => text.trim() !== '');
    if (written.length === 0 || written.length > MOST_LINES) {
      const message = `每次请发送 1 到 ${MOST_LINES} 行，每行一条记录；这次有 ${written.length} 行。`;
      throw refuse('study.entry-rejected', { message, details: [{ path: 'lines', message }] });
    }
    const checked = await this.check.all(actor, written.map(([text, line]) => readLine(text, line))); // prettier-ignore
    const sound = checked.filter(({ faults }) => faults.length === 0);
    const ids = dryRun ? await this.known(this.deeds.reader, sound) : await this.write(actor, sound);
    const rows = checked.map((one) => rowOf(one, ids.get(keyOf(one)) ?? null));
    const count = (outcome: BulkRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
    const counts = { created: count('created'), present: count('present'), rejected: count('rejected') };
    return { ...counts, rows, loaded: !dryRun };
  }

  private async write(actor: OperatorActor, sound: readonly CheckedLine[]): Promise<Map<string, Known>> {
    const ids = new Map<string, Known>();
    const { 'late-days': lateDays } = await this.modes.settingsOn(this.deeds.today());
    for (const part of transactionParts(sound, ({ entry }) => entry?.attendance.size ?? 0)) {
      const by = byOf(actor);
      await this.deeds.run(by, async (manager, at) => {
        for (const [key, known] of await this.known(manager, part)) ids.set(key, known);
        const fresh = part.filter((line) => !ids.has(keyOf(line)));
        const entries = fresh.map((line) => entryOf(line, { actor, at, today: this.deeds.today(), lateDays }));
        if (entries.length === 0) return [undefined, null];
        await insertEntries(manager, entries);
        const approved = entries.filter(({ row }) => row.decidedAt !== null);
        if (approved.length > 0) await this.hooks.approved(manager, approved.map(recognised), at);
        fresh.forEach((line, index) => ids.set(keyOf(line), { id: entries[index]?.row.id ?? '', made: true }));
        const locked = entries.filter(({ row }) => row.status === 'locked');
        const detail = { entries: entries.length, approved: approved.length };
        return [undefined, { action: 'study.entries-loaded', detail, covers: lockedCovers(locked) }];
      });
    }
    return ids;
  }

  /** What was loaded before. */
  private async known(manager: EntityManager, lines: readonly CheckedLine[]): Promise<Map<string, Known>> {
    const keys = lines.map((line) => keyOf(line));
    const rows = (await manager.query(
      `SELECT id, source_id AS "key" FROM study_entry WHERE source = 'bulk' AND source_id IN (${idList(manager, 1)})`,
      [JSON.stringify(keys)],
    )) as readonly { readonly id: string; readonly key: string }[];
    return new Map(rows.map(({ id, key }) => [key, { id, made: false }]));
  }
}

interface Known {
  readonly id: string;
  readonly made: boolean;
}

/** Of one unit: what another unit calls by the same name is another entry. */
const keyOf = ({ unitId, sourceId }: CheckedLine): string => `${unitId}/${sourceId ?? ''}`;

function rowOf({ line, sourceId, faults }: CheckedLine, known: Known | null): BulkRow {
  if (faults.length > 0) return { line, sourceId, outcome: 'rejected', id: null, faults };
  return {
    line,
    sourceId,
    outcome: known !== null && !known.made ? 'present' : 'created',
    id: known?.id ?? null,
    faults,
  };
}

interface Loading {
  readonly actor: OperatorActor;
  readonly at: number;
  readonly today: string;
  readonly lateDays: number;
}

function entryOf(line: CheckedLine, { actor, at, today, lateDays }: Loading): LoadedEntry {
  const { unitId, personId, status, labels } = line;
  const entry = line.entry;
  if (entry === null) throw new Error('a line with faults is never written');
  const handedIn = status !== 'draft';
  const decided = status === 'approved' || status === 'locked';
  const row = {
    ...draftRow({ unitId, personId, by: byOf(actor), at }),
    ...columnsOf(entry),
    status,
    source: 'bulk' as const,
    sourceId: keyOf(line),
    late: handedIn && daysBetween(entry.onDate, today) > lateDays,
    submittedAt: handedIn ? at : null,
    decidedAt: decided ? at : null,
    decidedBy: decided ? actor.operator.id : null,
    lockedAt: status === 'locked' ? at : null,
  };
  return { row, entry, labels };
}
