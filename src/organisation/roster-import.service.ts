import { Injectable } from '@nestjs/common';

import { planRoster, type RosterPlan } from '../core/organisation/plan-roster.js';
import { readRoster } from '../core/organisation/read-roster.js';
import type { RosterReading } from '../core/organisation/roster-row.js';
import { newId } from '../platform/ids.js';
import type { MissingMode, RosterReport } from '../protocol/organisation.js';
import { TableFiles } from '../question-bank/table-files.service.js';
import { OrganisationDeeds } from './organisation-deeds.js';
import { OrganisationService } from './organisation.service.js';
import { loadRoster } from './roster-loader.js';

export interface RosterFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly missing: MissingMode;
}

/** Shown row by row; whoever has more first mends these. */
const MOST_PROBLEMS = 2000;

/** From a file to units and people: what it would change, or the change. */
@Injectable()
export class RosterImport {
  constructor(
    private readonly tables: TableFiles,
    private readonly organisation: OrganisationService,
    private readonly deeds: OrganisationDeeds,
  ) {}

  async look(file: RosterFile): Promise<RosterReport> {
    const reading = await this.read(file.bytes);
    return reportOf(file, reading, await this.plan(reading, file.missing), false);
  }

  /** Rows that cannot be taken are left out; the others are loaded. */
  async load(file: RosterFile, operatorId: string): Promise<RosterReport> {
    const reading = await this.read(file.bytes);
    const plan = await this.deeds.runLong(operatorId, async (steps, deed) => {
      const fresh = await this.plan(reading, file.missing);
      await loadRoster(steps, deed, fresh);
      return fresh;
    });
    return reportOf(file, reading, plan, true);
  }

  private async read(bytes: Uint8Array): Promise<RosterReading> {
    const tables = await this.tables.read(bytes);
    if (tables.ok) return readRoster(tables.value, await this.organisation.levels());
    return { rows: [], read: 0, rejected: [{ place: {}, code: 'file.unreadable', message: tables.error }] };
  }

  private async plan({ rows, rejected }: RosterReading, missing: MissingMode): Promise<RosterPlan> {
    const [tree, people] = await Promise.all([this.organisation.tree(), this.organisation.people()]);
    return planRoster(
      rows,
      { units: [...tree.byId.values()], people },
      { missing, unread: rejected.length > 0, newId },
    );
  }
}

function reportOf(file: RosterFile, reading: RosterReading, plan: RosterPlan, loaded: boolean): RosterReport {
  const { fileName, missing } = file;
  return {
    fileName,
    missing,
    read: reading.read,
    newUnits: plan.units.length,
    newPeople: plan.people.length,
    moved: plan.moved,
    changed: new Set([...plan.renames, ...plan.staffCodes].map(({ personId }) => personId)).size,
    leaving: plan.leaves.length,
    heldBack: plan.heldBack,
    unchanged: plan.unchanged,
    rejected: [...reading.rejected, ...plan.rejected].slice(0, MOST_PROBLEMS),
    warnings: plan.warnings.slice(0, MOST_PROBLEMS),
    loaded,
  };
}
