import { Injectable } from '@nestjs/common';
import { In, IsNull, Not, type EntityManager } from 'typeorm';

import { Reader } from '../platform/database/reader.js';
import { newId } from '../platform/ids.js';
import { refuse } from '../platform/refusal.js';
import type { NewPersonBody, PeoplePage, PersonPatch } from '../protocol/organisation.js';
import { OrganisationDeeds } from './organisation-deeds.js';
import { MembershipEntity } from './persistence/membership.entity.js';
import { PersonEntity } from './persistence/person.entity.js';
import { UnitEntity } from './persistence/unit.entity.js';

/** People one by one; many at once come by roster. */
@Injectable()
export class PersonEditor {
  constructor(
    private readonly deeds: OrganisationDeeds,
    private readonly reader: Reader,
  ) {}

  /** Who belongs to the unit itself now, in the order of their coming. */
  async membersOf(unitId: string, offset: number, limit: number): Promise<PeoplePage> {
    const { manager } = this.reader.source;
    const current = { unitId, toAt: IsNull() };
    const total = await manager.countBy(MembershipEntity, current);
    const memberships = await manager.find(MembershipEntity, {
      where: current,
      order: { id: 'ASC' },
      skip: offset,
      take: limit,
    });
    const ids = memberships.map(({ personId }) => personId);
    const found = ids.length === 0 ? [] : await manager.findBy(PersonEntity, { id: In(ids) });
    const people = new Map(found.map((person) => [person.id, person]));
    return {
      total,
      people: memberships.flatMap(({ personId, fromAt }) => {
        const person = people.get(personId);
        return person ? [{ id: person.id, name: person.name, staffCode: person.staffCode, since: fromAt }] : [];
      }),
    };
  }

  /** @returns the id. @throws RefusalError unit.unknown, person.rejected */
  add(body: NewPersonBody, operatorId: string): Promise<string> {
    return this.deeds.run(operatorId, async (manager, { at }) => {
      const id = newId();
      const name = cleanName(body.name);
      const staffCode = await freeStaffCode(manager, body.staffCode, id);
      await manager.insert(PersonEntity, { id, name, staffCode, createdAt: at, erasedAt: null });
      await join(manager, id, body.unitId, at);
      return { value: id, recorded: { action: 'person.added', detail: { personId: id, unitId: body.unitId } } };
    });
  }

  /** @throws RefusalError person.unknown, person.rejected, unit.unknown */
  change(id: string, patch: PersonPatch, operatorId: string): Promise<void> {
    return this.deeds.run(operatorId, async (manager, { at }) => {
      const person = await manager.findOneBy(PersonEntity, { id, erasedAt: IsNull() });
      if (!person) throw refuse('person.unknown');
      const name = patch.name === undefined ? person.name : cleanName(patch.name);
      const staffCode =
        patch.staffCode === undefined ? person.staffCode : await freeStaffCode(manager, patch.staffCode, id);
      await manager.update(PersonEntity, id, { name, staffCode });
      if (patch.unitId !== undefined) await changeUnit(manager, id, patch.unitId, at);
      const detail = { personId: id, changed: Object.keys(patch), ...(patch.unitId ? { unitId: patch.unitId } : {}) };
      return { value: undefined, recorded: { action: 'person.changed', detail } };
    });
  }
}

async function changeUnit(manager: EntityManager, personId: string, unitId: string | null, at: number): Promise<void> {
  const now = await manager.findOneBy(MembershipEntity, { personId, toAt: IsNull() });
  if ((now?.unitId ?? null) === unitId) return;
  if (now) await manager.update(MembershipEntity, now.id, { toAt: at });
  if (unitId !== null) await join(manager, personId, unitId, at);
}

async function join(manager: EntityManager, personId: string, unitId: string, at: number): Promise<void> {
  if (!(await manager.existsBy(UnitEntity, { id: unitId, closedAt: IsNull() }))) throw refuse('unit.unknown');
  await manager.insert(MembershipEntity, { id: newId(), personId, unitId, fromAt: at, toAt: null });
}

function cleanName(wanted: string): string {
  const name = wanted.normalize('NFC').trim().replace(/\s+/gu, ' ');
  if (name !== '') return name;
  const message = '请填写姓名。';
  throw refuse('person.rejected', { message, details: [{ path: 'name', message }] });
}

async function freeStaffCode(manager: EntityManager, wanted: string | null, own: string): Promise<string | null> {
  const staffCode = wanted?.normalize('NFKC').trim() ?? '';
  if (staffCode === '') return null;
  if (!(await manager.existsBy(PersonEntity, { staffCode, id: Not(own) }))) return staffCode;
  const message = `工号 ${staffCode} 已有人使用，请核对。`;
  throw refuse('person.rejected', { message, details: [{ path: 'staffCode', message }] });
}
