import { TableIndex, TableUnique, type MigrationInterface, type QueryRunner } from 'typeorm';

const ONE_EACH = { award: ['award_id'], contest: ['contest_id', 'person_id'] } as const;

const EACH = Object.entries(ONE_EACH);

/** What was taken back stands beside what was given out instead, so that its code goes on being answered. */
export class RevokedCertificates1772200000010 implements MigrationInterface {
  name = 'RevokedCertificates1772200000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const [of, columns] of EACH) {
      await runner.dropUniqueConstraint('certificate', `uq_certificate_${of}`);
      const valid = { isUnique: true, where: '"revoked_at" IS NULL' };
      await runner.createIndex(
        'certificate',
        new TableIndex({ name: `uq_certificate_${of}_valid`, columnNames: [...columns], ...valid }),
      );
    }
  }

  /** Of several for the same the latest stays. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM certificate WHERE EXISTS (
      SELECT 1 FROM certificate later WHERE later.id > certificate.id
        AND (later.award_id = certificate.award_id
          OR (later.contest_id = certificate.contest_id AND later.person_id = certificate.person_id)))`);
    for (const [of, columns] of EACH) {
      await runner.dropIndex('certificate', `uq_certificate_${of}_valid`);
      await runner.createUniqueConstraint(
        'certificate',
        new TableUnique({ name: `uq_certificate_${of}`, columnNames: [...columns] }),
      );
    }
  }
}
