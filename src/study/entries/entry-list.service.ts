import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';

import { within } from '../../core/organisation/tree.js';
import { idList } from '../../platform/database/json-rows.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { refuse } from '../../platform/refusal.js';
import type { EntryLabel, EntryPage, EntryRow } from '../../protocol/study.js';
import type { EntryQueryDto, OwnEntryQueryDto } from './dto/entries.dto.js';
import { StudyEntryEntity } from '../persistence/study-entry.entity.js';
import { StudyDeeds } from '../study-deeds.js';
import type { MemberActor, OperatorActor } from './actor.js';
import { EntryAccess } from './entry-access.js';
import { EntryNames } from './entry-names.js';

const COLUMNS = `entry.id, entry.unit_id AS "unitId", entry.person_id AS "personId", entry.kind, entry.channel, entry.title,
  entry.on_date AS "onDate", entry.minutes, entry.status, entry.late, entry.expected, entry.present,
  entry.corrections, entry.source`;

/** What of a page is in the row itself. */
type Stored = Omit<EntryRow, 'unitName' | 'personName' | 'modes' | 'groups' | 'corrected'> & {
  readonly corrections: number;
};

const USUAL = 50;
const CURSOR = /^(\d{4}-\d{2}-\d{2})~([0-9a-f-]{36})$/;
const PAGE_GONE = '页码已失效，请从第一页重新查看。';

/** Lists of entries, newest day first, page by page. */
@Injectable()
export class EntryList {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly access: EntryAccess,
    private readonly organisation: OrganisationService,
    private readonly names: EntryNames,
  ) {}

  /** @throws RefusalError unit.unknown, rest.invalid */
  async ofOperator(actor: OperatorActor, query: EntryQueryDto): Promise<EntryPage> {
    const where = new Where(this.deeds.reader);
    // What a person has not handed in yet is theirs alone.
    where.add(`NOT (entry.created_by_kind = 'member' AND entry.status = 'draft')`);
    const units = await this.unitsOf(actor, query);
    if (units !== null) where.add(`entry.unit_id IN (${where.list(units)})`);
    return this.page(where, query);
  }

  /** Their own, and those of the branch on whose list they stand once they are handed in. */
  async ofMember({ personId }: MemberActor, query: OwnEntryQueryDto): Promise<EntryPage> {
    const where = new Where(this.deeds.reader);
    const attended = `SELECT entry_id FROM study_attendance WHERE person_id = ${where.value(personId)}`;
    where.add(`(entry.person_id = ${where.value(personId)}
      OR (entry.status IN ('submitted', 'approved', 'locked') AND entry.id IN (${attended})))`);
    return this.page(where, query);
  }

  /** How many of their own are not handed in. */
  openOf(personId: string): Promise<number> {
    return this.deeds.reader.countBy(StudyEntryEntity, { personId, status: In(['draft', 'returned']) });
  }

  private async unitsOf(actor: OperatorActor, { unitId, below }: EntryQueryDto): Promise<readonly string[] | null> {
    if (unitId === undefined) {
      const units = await this.access.unitsOf(actor, 'study.read');
      return units && [...units];
    }
    await this.access.assertUnit(actor, 'study.read', unitId);
    if (below === 'false') return [unitId];
    return within(await this.organisation.tree(), unitId).map(({ id }) => id);
  }

  private async page(where: Where, query: EntryQueryDto): Promise<EntryPage> {
    const { limit = USUAL } = query;
    where.filter(query);
    const sql = `SELECT ${COLUMNS} FROM study_entry entry WHERE ${where.sql}
      ORDER BY entry.on_date DESC, entry.id DESC LIMIT ${limit + 1}`;
    const rows = (await where.manager.query(sql, where.values)) as readonly Stored[];
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next = rows.length > limit && last ? `${last.onDate}~${last.id}` : null;
    return { entries: await this.rows(where.manager, shown), next };
  }

  private async rows(manager: EntityManager, stored: readonly Stored[]): Promise<EntryRow[]> {
    const ids = stored.map(({ id }) => id);
    const names = await this.names.of(stored.flatMap(({ personId }) => personId ?? []));
    const modes = await labelsOf(manager, 'study_entry_mode', 'mode_id', ids);
    const groups = await labelsOf(manager, 'study_entry_group', 'group_id', ids);
    return stored.map(({ corrections, ...row }) => ({
      ...row,
      late: Boolean(row.late),
      unitName: names.unit(row.unitId),
      personName: row.personId === null ? null : names.person(row.personId).name,
      modes: modes.get(row.id) ?? [],
      groups: groups.get(row.id) ?? [],
      corrected: corrections > 0,
    }));
  }
}

/** Conditions with their values in the order in which they are named. */
class Where {
  readonly values: unknown[] = [];
  private readonly conditions: string[] = [];

  constructor(readonly manager: EntityManager) {}

  get sql(): string {
    return this.conditions.join(' AND ');
  }

  add(condition: string): void {
    this.conditions.push(condition);
  }

  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  list(ids: readonly string[]): string {
    this.values.push(JSON.stringify(ids));
    return idList(this.manager, this.values.length);
  }

  filter(query: EntryQueryDto): void {
    const { from, to, kind, channel, status, personId, mode, group, of, late, q, cursor } = query;
    const equal = { kind, channel, status, person_id: personId };
    for (const [column, wanted] of Object.entries(equal)) {
      if (wanted !== undefined) this.add(`entry.${column} = ${this.value(wanted)}`);
    }
    if (from !== undefined) this.add(`entry.on_date >= ${this.value(from)}`);
    if (to !== undefined) this.add(`entry.on_date <= ${this.value(to)}`);
    if (of !== undefined) this.add(`entry.person_id IS ${of === 'person' ? 'NOT NULL' : 'NULL'}`);
    if (late !== undefined) this.add(late === 'true' ? 'entry.late' : 'NOT entry.late');
    if (mode !== undefined) {
      this.add(`entry.id IN (SELECT entry_id FROM study_entry_mode WHERE mode_id = ${this.value(mode)})`);
    }
    if (group !== undefined) {
      this.add(`entry.id IN (SELECT entry_id FROM study_entry_group WHERE group_id = ${this.value(group)})`);
    }
    if (q !== undefined) {
      const pattern = `%${q.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
      this.add(`LOWER(entry.title) LIKE ${this.value(pattern)} ESCAPE '\\'`);
    }
    if (cursor !== undefined) this.after(cursor);
  }

  private after(cursor: string): void {
    const [, day, id] = CURSOR.exec(cursor) ?? [];
    if (day === undefined)
      throw refuse('rest.invalid', { message: PAGE_GONE, details: [{ path: 'cursor', message: PAGE_GONE }] });
    const [at, same] = [this.value(day), this.value(day)];
    this.add(`(entry.on_date < ${at} OR (entry.on_date = ${same} AND entry.id < ${this.value(id)}))`);
  }
}

async function labelsOf(
  manager: EntityManager,
  table: 'study_entry_mode' | 'study_entry_group',
  column: string,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, readonly EntryLabel[]>> {
  const rows = (await manager.query(
    `SELECT entry_id AS "entryId", ${column} AS "id", label FROM ${table}
      WHERE entry_id IN (${idList(manager, 1)}) ORDER BY ${table}.id`,
    [JSON.stringify(entryIds)],
  )) as readonly { entryId: string; id: string; label: string }[];
  const labels = new Map<string, EntryLabel[]>();
  for (const { entryId, id, label } of rows) {
    const list = labels.get(entryId);
    if (list) list.push({ id, label });
    else labels.set(entryId, [{ id, label }]);
  }
  return labels;
}
