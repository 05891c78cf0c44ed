import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { recordIn } from '../../audit/audit.service.js';
import { asksForMore, fromStored, isOutdated, toStored } from '../../core/accommodation/pnp.js';
import { FieldCipher } from '../../platform/crypto/field-cipher.js';
import type { Needs } from '../../protocol/frames.js';
import { ContestRosterEntity } from '../persistence/contest-roster.entity.js';
import { NeedsDecisionEntity } from '../persistence/needs-decision.entity.js';
import { ParticipantNeedsEntity } from '../persistence/participant-needs.entity.js';
import { ParticipantEntity } from '../persistence/participant.entity.js';
import { PersonNeedsEntity } from '../persistence/person-needs.entity.js';

/** Whose needs: a person's wherever they come by code; a participant's who is none of the roster. */
export interface NeedsOwner {
  readonly kind: 'person' | 'participant';
  readonly id: string;
}

interface Consent {
  readonly consentAt: number;
  readonly noticeVersion: number | null;
}

interface Stated {
  readonly at: number;
  /** Null: whoever stated them for somebody, or an old page, named none. */
  readonly noticeVersion: number | null;
}

export const ownerOf = (seat: { readonly id: string; readonly personId: string | null }): NeedsOwner =>
  seat.personId === null ? { kind: 'participant', id: seat.id } : { kind: 'person', id: seat.personId };

/** That somebody stated or withdrew their own needs; never what they are. In the caller's transaction. */
export const recordStated = (manager: EntityManager, { id }: NeedsOwner, needs: Needs | null): Promise<void> =>
  recordIn(manager, {
    actor: { kind: 'participant', id },
    action: needs === null ? 'needs.withdrawn' : 'needs.stated',
    subjectId: id,
  });

/** Needs as rows: encrypted for their owner alone. Every function works in the caller's transaction. */
@Injectable()
export class NeedsStore {
  constructor(private readonly cipher: FieldCipher) {}

  sealed(ownerId: string, needs: Needs): string {
    return this.cipher.encrypt(JSON.stringify(toStored(needs)), ownerId);
  }

  /** Null where another key wrote them: they are lost, and can be stated again. */
  read(ownerId: string, encrypted: string): { readonly needs: Needs; readonly outdated: boolean } | null {
    try {
      const stored: unknown = JSON.parse(this.cipher.decrypt(encrypted, ownerId));
      const needs = fromStored(stored) as Needs | null;
      return needs && { needs, outdated: isOutdated(stored) };
    } catch {
      return null;
    }
  }

  async of(manager: EntityManager, { kind, id }: NeedsOwner): Promise<Needs | null> {
    const row =
      kind === 'person'
        ? await manager.findOneBy(PersonNeedsEntity, { personId: id })
        : await manager.findOneBy(ParticipantNeedsEntity, { participantId: id });
    return row && (this.read(id, row.needsEncrypted)?.needs ?? null);
  }

  /** Of everybody whom a contest expects, by person id. */
  async ofExpected(manager: EntityManager, contestId: string): Promise<ReadonlyMap<string, Needs>> {
    const rows = await manager
      .createQueryBuilder(PersonNeedsEntity, 'needs')
      .innerJoin(ContestRosterEntity, 'expected', 'expected.personId = needs.personId')
      .where('expected.contestId = :contestId', { contestId })
      .getMany();
    return new Map(
      rows.flatMap(({ personId, needsEncrypted }) => {
        const found = this.read(personId, needsEncrypted);
        return found ? [[personId, found.needs] as const] : [];
      }),
    );
  }

  /** What was decided holds for that much time: whoever asks for more is decided on anew. */
  async state(manager: EntityManager, owner: NeedsOwner, needs: Needs, stated: Stated): Promise<void> {
    if (asksForMore(await this.of(manager, owner), needs)) {
      await manager.delete(NeedsDecisionEntity, { subjectId: owner.id });
    }
    await this.save(manager, owner, needs, stated);
  }

  /** A consent to another notice is a new one. */
  private async save(
    manager: EntityManager,
    owner: NeedsOwner,
    needs: Needs,
    { at, noticeVersion }: Stated,
  ): Promise<void> {
    const before = await this.consentOf(manager, owner);
    const anew = before === null || (noticeVersion !== null && noticeVersion !== before.noticeVersion);
    const consent = anew ? { consentAt: at, noticeVersion } : before;
    const row = { needsEncrypted: this.sealed(owner.id, needs), ...consent, updatedAt: at };
    if (owner.kind === 'person') await manager.save(PersonNeedsEntity, { personId: owner.id, ...row });
    else await manager.save(ParticipantNeedsEntity, { participantId: owner.id, ...row });
  }

  /** With every decision on them, and with what an earlier version kept beside a person's seats. */
  async delete(manager: EntityManager, { kind, id }: NeedsOwner): Promise<void> {
    await manager.delete(NeedsDecisionEntity, { subjectId: id });
    if (kind === 'participant') {
      await manager.delete(ParticipantNeedsEntity, { participantId: id });
      return;
    }
    await manager.delete(PersonNeedsEntity, { personId: id });
    const seats = await manager.find(ParticipantEntity, { select: { id: true }, where: { personId: id } });
    for (const seat of seats) await manager.delete(ParticipantNeedsEntity, { participantId: seat.id });
  }

  async decide(manager: EntityManager, decision: NeedsDecisionEntity): Promise<void> {
    await manager.save(NeedsDecisionEntity, decision);
  }

  /** By the owner's id. */
  async decisions(
    manager: EntityManager,
    contestId: string,
  ): Promise<ReadonlyMap<string, NeedsDecisionEntity['state']>> {
    const rows = await manager.findBy(NeedsDecisionEntity, { contestId });
    return new Map(rows.map(({ subjectId, state }) => [subjectId, state]));
  }

  /** Rows in the form of an earlier version are written anew. @returns how many */
  async restate(manager: EntityManager): Promise<number> {
    let restated = 0;
    const anew = (id: string, encrypted: string): string | null => {
      const found = this.read(id, encrypted);
      return found?.outdated ? this.sealed(id, found.needs) : null;
    };
    for (const { participantId, needsEncrypted: before } of await manager.find(ParticipantNeedsEntity)) {
      const needsEncrypted = anew(participantId, before);
      if (needsEncrypted === null) continue;
      await manager.update(ParticipantNeedsEntity, { participantId }, { needsEncrypted });
      restated++;
    }
    for (const { personId, needsEncrypted: before } of await manager.find(PersonNeedsEntity)) {
      const needsEncrypted = anew(personId, before);
      if (needsEncrypted === null) continue;
      await manager.update(PersonNeedsEntity, { personId }, { needsEncrypted });
      restated++;
    }
    return restated;
  }

  /** When needs were consented to, and on which notice; null where none are kept. */
  async consentOf(manager: EntityManager, { kind, id }: NeedsOwner): Promise<Consent | null> {
    const row =
      kind === 'person'
        ? await manager.findOneBy(PersonNeedsEntity, { personId: id })
        : await manager.findOneBy(ParticipantNeedsEntity, { participantId: id });
    return row && { consentAt: row.consentAt, noticeVersion: row.noticeVersion };
  }
}
