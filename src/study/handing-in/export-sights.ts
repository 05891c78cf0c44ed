import { Injectable } from '@nestjs/common';

import { within } from '../../core/organisation/tree.js';
import { endOf } from '../../core/study/day.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { NewExportBody } from '../../protocol/study-export.js';
import { FigureScopes } from '../figure-scopes.js';
import { HourGate } from '../hours/hour-gate.js';
import { peopleHidden } from '../people-hidden.js';
import { StudyDeeds } from '../study-deeds.js';
import type { ExportSight, StudyExportEntity } from './persistence/study-export.entity.js';

/** What a file may say of persons: as much as the pages do to whoever asks for it. Whoever sees less may not fetch it. */
@Injectable()
export class ExportSights {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly scopes: FigureScopes,
    private readonly gate: HourGate,
  ) {}

  /**
   * Of whoever asks for a new file.
   * @throws RefusalError unit.unknown, study.people-hidden: cards are of persons and nothing else
   */
  async of(operator: OperatorIdentity, { kind, unitId, year, month }: NewExportBody): Promise<ExportSight> {
    const { first, last } = periodOf(year, month);
    const today = this.deeds.today();
    const { cells } = await this.scopes.of(operator, unitId, today < last ? today : last, first);
    if (kind === 'cards' && !this.gate.seesNames(operator, unitId)) {
      const message = '学习卡按姓名制作，只供本支部导出，请改选台账或简报。';
      throw peopleHidden('kind', message);
    }
    // Of the unit itself: what is below it is in no brief.
    return { named: this.gate.namedUnit(operator), figures: !cells.hidden.has(unitId) };
  }

  /** @throws RefusalError study.people-hidden */
  async assertSees(operator: OperatorIdentity, row: StudyExportEntity): Promise<void> {
    const { kind, unitId, year, month, createdAt, options } = row;
    // Files of before were made for whoever asked.
    const { named, figures } = options.sight ?? { named: null, figures: true };
    if (kind === 'brief' && figures) {
      const { first, last } = periodOf(year, month);
      const on = createdAt < endOf(last) ? this.deeds.today() : last;
      const { cells } = await this.scopes.of(operator, unitId, on, first);
      if (cells.hidden.has(unitId)) throw peopleHidden('id');
    }
    if (kind === 'brief' || kind === 'package') return;
    const { tree } = await this.scopes.of(operator, unitId, this.deeds.today());
    const inFile = options.below ? within(tree, unitId).map(({ id }) => id) : [unitId];
    const whose = inFile.filter((id) => named === null || id === named);
    if (!whose.every((id) => this.gate.seesNames(operator, id))) throw peopleHidden('id');
  }
}

function periodOf(year: number, month: number | null | undefined) {
  const first = `${year}-${String(month ?? 1).padStart(2, '0')}-01`;
  return { first, last: new Date(Date.UTC(year, month ?? 12, 0)).toISOString().slice(0, 10) };
}
