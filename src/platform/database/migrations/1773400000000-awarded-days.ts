import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = [
  ['hour_award', 'kind', 'varchar'],
  ['hour_award', 'days', 'integer'],
  ['hour_line', 'days', 'integer'],
] as const;

const COURSE = `COALESCE((SELECT NULLIF(TRIM(title), '') FROM study_entry WHERE study_entry.id = hour_line.source_id), source_id)`;

/**
 * What was awarded, and for how many days. What is there already is of no kind in particular and of one day. A course is one
 * training, however many days of it were written down, and one that brought no hours is none.
 */
export class AwardedDays1773400000000 implements MigrationInterface {
  name = 'AwardedDays1773400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column, type] of COLUMNS) {
      await runner.query(`ALTER TABLE "${table}" ADD COLUMN "${column}" ${type}`);
    }
    await runner.query(`UPDATE hour_year SET trainings = (SELECT COUNT(DISTINCT ${COURSE}) FROM hour_line
        WHERE hour_line.person_id = hour_year.person_id AND hour_line.ledger = hour_year.ledger
          AND hour_line.year = hour_year.year AND hour_line.kind = 'training' AND hour_line.hundredths > 0)
      WHERE trainings > 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of COLUMNS.toReversed()) {
      await runner.query(`ALTER TABLE "${table}" DROP COLUMN "${column}"`);
    }
  }
}
