import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';

import { instant, orNull, text } from './table-plan.js';

const ADDED = {
  two_factors_at: orNull(instant),
  address: orNull(text),
  device: orNull(text),
};

/** A session knows with what it was opened, and from where, for its owner's list of sessions. */
export class SessionProof1770600000020 implements MigrationInterface {
  name = 'SessionProof1770600000020';

  async up(runner: QueryRunner): Promise<void> {
    const columns = Object.entries(ADDED).map(([name, column]) => new TableColumn({ name, ...column }));
    await runner.addColumns('operator_session', columns);
    // Whoever had switched codes on was asked for one, or came from the provider, which answered for it.
    await runner.query('UPDATE operator_session SET two_factors_at = created_at');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('operator_session', Object.keys(ADDED));
  }
}
