import { Injectable } from '@nestjs/common';
import { IsNull, Not, type EntityManager } from 'typeorm';

import { AuditService, type AuditDeed } from '../../audit/audit.service.js';
import type { Cover } from '../../core/audit/cover.js';
import { ERASED_TEXT } from '../../core/audit/seal.js';
import { ERASED_NAME } from '../../core/ranking/mask.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { idList } from '../../platform/database/json-rows.js';
import { newId } from '../../platform/ids.js';
import { hashToken, newToken } from '../../platform/secrets.js';
import { NeedsStore, ownerOf } from '../entry/needs.store.js';
import { AppealEntity } from '../persistence/appeal.entity.js';
import { ParticipantEntity } from '../persistence/participant.entity.js';
import { PointsAdjustmentEntity } from '../persistence/points-adjustment.entity.js';

/**
 * Deletes the reasons that operators wrote about the subjects. The entries stay, and their digests still verify. All
 * subjects at once: each time every note is looked at, of which there are few, and its entry is found by key.
 */
const eraseNotes = (manager: EntityManager, subjectIds: readonly string[]): Promise<unknown> =>
  manager.query(
    `DELETE FROM audit_note WHERE EXISTS (SELECT 1 FROM audit_entry entry
      WHERE entry.chain = audit_note.chain AND entry.sequence = audit_note.sequence
        AND entry.subject_id IN (${idList(manager, 1)}))`,
    [JSON.stringify(subjectIds)],
  );

type By = Pick<AuditDeed, 'actor'>;

/** What a participant is called from now on. */
export interface Erased {
  readonly id: string;
  readonly contestId: string;
  readonly nameOrdinal: number;
}

/** What one transaction has done. */
interface ErasedChunk {
  /** Of people or participants; a person may have had no seat. */
  readonly count: number;
  readonly erased: readonly Erased[];
}

/** Takes people out of their results: the rows stay, and with them points and ranks, but they are nobody's. */
@Injectable()
export class Eraser {
  constructor(
    private readonly needs: NeedsStore,
    private readonly organisation: OrganisationService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** In the caller's transaction; ErasedSeats tells the running server once it is on disk. */
  async participant(manager: EntityManager, row: ParticipantEntity, by: By): Promise<Erased> {
    const erased = await this.seat(manager, row, by);
    await eraseNotes(manager, [row.id]);
    return erased;
  }

  private async seat(manager: EntityManager, row: ParticipantEntity, by: By): Promise<Erased> {
    const { id, contestId, branchId } = row;
    const others = { contestId, branchId, name: ERASED_NAME };
    const nameOrdinal = ((await manager.maximum(ParticipantEntity, 'nameOrdinal', others)) ?? 0) + 1;
    const codes = { tokenHash: hashToken(newToken()), rejoinDigest: newId(), rejoinNumber: null, joinId: null };
    await manager.update(ParticipantEntity, id, { name: ERASED_NAME, nameOrdinal, ...codes });
    const covers = await this.texts(manager, id);
    await this.needs.delete(manager, ownerOf({ id, personId: null }));
    await this.audit.record(manager, { ...by, action: 'participant.erased', contestId, subjectId: id, covers });
    return { id, contestId, nameOrdinal };
  }

  /** What was written by and about them. @returns covers of what is vouched for no more, the name among it */
  private async texts(manager: EntityManager, participantId: string): Promise<Cover[]> {
    const appeals = await manager.findBy(AppealEntity, { participantId });
    const adjustments = await manager.findBy(PointsAdjustmentEntity, { participantId });
    await manager.update(AppealEntity, { participantId }, { text: ERASED_TEXT });
    await manager.update(AppealEntity, { participantId, ruling: Not(IsNull()) }, { ruling: ERASED_TEXT });
    await manager.update(PointsAdjustmentEntity, { participantId }, { reason: ERASED_TEXT });
    return this.audit.unsealed(manager, [participantId, ...[...appeals, ...adjustments].map(({ id }) => id)]);
  }

  /** Of the roster, with every participation. Snapshots of contests keep counting the person, under no name. */
  async person(manager: EntityManager, personId: string, by: By): Promise<Erased[]> {
    const erased: Erased[] = [];
    for (const row of await manager.findBy(ParticipantEntity, { personId })) {
      erased.push(await this.seat(manager, row, by));
    }
    await this.needs.delete(manager, { kind: 'person', id: personId });
    await this.organisation.erase(manager, personId, this.clock.now());
    await eraseNotes(manager, [personId, ...erased.map(({ id }) => id)]);
    await this.audit.record(manager, { ...by, action: 'person.erased', subjectId: personId });
    return erased;
  }

  /** Whom the retention has reached in that contest and who is still called something. */
  async unnamed(manager: EntityManager, contestId: string, most: number): Promise<ErasedChunk> {
    const rows = await manager
      .createQueryBuilder(ParticipantEntity, 'participant')
      .where('participant.contestId = :contestId AND participant.name <> :name', { contestId, name: ERASED_NAME })
      .limit(most)
      .getMany();
    const erased: Erased[] = [];
    for (const row of rows) erased.push(await this.seat(manager, row, {}));
    if (rows.length > 0) await eraseNotes(manager, rows.map(({ id }) => id)); // prettier-ignore
    return { count: rows.length, erased };
  }

  /** See OrganisationService. */
  departed(manager: EntityManager, before: number): Promise<readonly string[]> {
    return this.organisation.departedBefore(manager, before);
  }

  async people(manager: EntityManager, personIds: readonly string[]): Promise<ErasedChunk> {
    const erased: Erased[] = [];
    for (const personId of personIds) erased.push(...(await this.person(manager, personId, {})));
    return { count: personIds.length, erased };
  }

  /** How many the retention has reached; who they were is on no record. */
  recordPruned(manager: EntityManager, detail: Readonly<Record<string, number>>): Promise<void> {
    return this.audit.record(manager, { action: 'retention.pruned', detail });
  }
}
