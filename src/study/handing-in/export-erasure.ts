import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { pathOf } from '../../core/organisation/tree.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { PersonParts, type PersonPart } from '../../organisation/person-parts.service.js';
import { StudyExports } from './exports.service.js';

const UNITS = `SELECT unit_id AS "unitId" FROM membership WHERE person_id = $1
  UNION SELECT unit_id FROM study_entry WHERE person_id = $1
  UNION SELECT entry.unit_id FROM study_attendance attendance JOIN study_entry entry ON entry.id = attendance.entry_id
    WHERE attendance.person_id = $1`;

/** A person goes: files for handing in that were made before would carry the name out of the house. */
@Injectable()
export class ExportErasure implements PersonPart, OnModuleInit {
  readonly name = 'studyExports';

  constructor(
    private readonly parts: PersonParts,
    private readonly organisation: OrganisationService,
    private readonly exports: StudyExports,
  ) {}

  onModuleInit(): void {
    this.parts.register(this);
  }

  /** What they say stands in the parts that they were made from. */
  export(): Promise<unknown> {
    return Promise.resolve(null);
  }

  async erase(manager: EntityManager, personId: string, at: number): Promise<void> {
    const rows = (await manager.query(UNITS, [personId])) as readonly { readonly unitId: string }[];
    const tree = await this.organisation.tree(manager);
    const units = new Set(rows.flatMap(({ unitId }) => pathOf(tree, unitId).map(({ id }) => id)));
    await this.exports.dropOf(manager, [...units], at);
  }
}
