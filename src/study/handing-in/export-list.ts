import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';

import { OrganisationService } from '../../organisation/organisation.service.js';
import { refuse } from '../../platform/refusal.js';
import type { StudyExportInfo } from '../../protocol/study-export.js';
import { StudyDeeds } from '../study-deeds.js';
import { ExportProgress } from './export-progress.js';
import { AGAIN_MS } from './exports.service.js';
import { StudyExportEntity } from './persistence/study-export.entity.js';

const SHOWN = 50;

/** What was asked for, and how far it is. */
@Injectable()
export class ExportList {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly organisation: OrganisationService,
    private readonly progress: ExportProgress,
  ) {}

  async ofUnit(unitId: string): Promise<StudyExportInfo[]> {
    const rows = await this.deeds.reader.find(StudyExportEntity, {
      where: { unitId },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: SHOWN,
    });
    return Promise.all(rows.map((row) => this.infoOf(row)));
  }

  /** @throws RefusalError study.export-unknown */
  async find(id: string): Promise<StudyExportEntity> {
    const row = await this.deeds.reader.findOneBy(StudyExportEntity, { id });
    if (!row) throw refuse('study.export-unknown');
    return row;
  }

  async infoOf(row: StudyExportEntity): Promise<StudyExportInfo> {
    const { id, kind, unitId, year, month, state, fileName, bytes, createdAt } = row;
    const reason = row.erasureAt === null ? null : ('erased' as const);
    const { done, of } = this.progress.of(row);
    const unitName = (await this.organisation.tree()).byId.get(unitId)?.name ?? '';
    const before = await this.deeds.reader.findOne(StudyExportEntity, {
      where: { kind, unitId, year, ...(month === null ? {} : { month }), id: LessThan(id) },
      order: { id: 'DESC' },
    });
    const askedBefore = before && before.createdAt > createdAt - AGAIN_MS ? before.createdAt : null;
    return {
      id,
      kind,
      unitId,
      unitName,
      year,
      month,
      state,
      reason,
      done,
      of,
      fileName,
      bytes,
      createdAt,
      askedBefore,
    };
  }
}
