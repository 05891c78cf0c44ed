import { Injectable, type OnModuleInit } from '@nestjs/common';

import { PersonParts, type PersonPart } from '../../organisation/person-parts.service.js';
import { StudyDeeds } from '../study-deeds.js';
import { Certificates } from './certificates.service.js';

const LEDGERS = `SELECT ledger, track, from_year AS "fromYear", to_year AS "toYear" FROM person_ledger
  WHERE person_id = $1 ORDER BY ledger`;
const LINES = `SELECT line.ledger, line.on_date AS "onDate", COALESCE(entry.title, award.title, '') AS "title", line.minutes,
    line.hundredths FROM hour_line line
  LEFT JOIN study_entry entry ON line.source = 'entry' AND entry.id = line.source_id
  LEFT JOIN hour_award award ON line.source = 'award' AND award.id = line.source_id
  WHERE line.person_id = $1 ORDER BY line.on_date, line.id`;

interface Line {
  readonly ledger: string;
  readonly onDate: string;
  readonly title: string;
  readonly minutes: number;
  readonly hundredths: number;
}

/** Ledgers, hours and certificates, in a person's copy of their data. */
@Injectable()
export class HoursPart implements PersonPart, OnModuleInit {
  readonly name = 'hours';

  constructor(
    private readonly parts: PersonParts,
    private readonly deeds: StudyDeeds,
    private readonly certificates: Certificates,
  ) {}

  onModuleInit(): void {
    this.parts.register(this);
  }

  async export(personId: string): Promise<unknown> {
    const manager = this.deeds.reader;
    const ledgers = (await manager.query(LEDGERS, [personId])) as readonly unknown[];
    const lines = (await manager.query(LINES, [personId])) as readonly Line[];
    const certificates = await this.certificates.of(personId);
    const issued = [...certificates.hours, ...certificates.participations.filter((one) => one.certificate !== null)];
    if (ledgers.length + lines.length + issued.length === 0) return null;
    return { ledgers, lines, certificates: issued };
  }

  /** Sums of branches stay as they were; the rows name nobody, and a certificate is checked without a name from then on. */
  erase(): Promise<void> {
    return Promise.resolve();
  }
}
