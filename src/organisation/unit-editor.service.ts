import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';

import { nextCode } from '../core/organisation/planned-units.js';
import {
  closingFault,
  mergingFault,
  openChildren,
  placingFault,
  treeOf,
  type EndingFault,
  type PlacingFault,
  type Tree,
} from '../core/organisation/tree.js';
import { newId } from '../platform/ids.js';
import { refuse } from '../platform/refusal.js';
import type { NewUnitBody, UnitPatch } from '../protocol/organisation.js';
import { OrganisationDeeds } from './organisation-deeds.js';
import { MembershipEntity } from './persistence/membership.entity.js';
import { UnitLevelEntity } from './persistence/unit-level.entity.js';
import { UnitNameEntity } from './persistence/unit-name.entity.js';
import { UnitEntity } from './persistence/unit.entity.js';

const PLACING: Readonly<Record<PlacingFault, readonly [path: string, message: string]>> = {
  'parent-unknown': ['parentId', '没有找到上级组织，请重新选择。'],
  'parent-closed': ['parentId', '上级组织已经撤销，请选择其他上级。'],
  circle: ['parentId', '不能放到自己的下级里面，请重新选择上级。'],
  level: ['level', '级别必须低于上级、高于自己的下级，请重新选择级别。'],
};
const ENDING: Readonly<Record<Exclude<EndingFault, 'unknown'>, string>> = {
  closed: '这个组织已经撤销，不需要再操作。',
  same: '不能并入自己，请选择另一个组织。',
  below: '不能并入自己的下级，请选择另一个组织。',
  children: '它还有下级组织，请先调整或撤销下级组织。',
  'target-closed': '要并入的组织已经撤销，请选择另一个组织。',
};

/** Adds, renames, moves, merges and closes units; a unit is never deleted, for results of contests refer to it. */
@Injectable()
export class UnitEditor {
  constructor(private readonly deeds: OrganisationDeeds) {}

  /** @returns the id. @throws RefusalError unit.rejected */
  add(body: NewUnitBody, operatorId: string): Promise<string> {
    return this.deeds.run(operatorId, async (manager, { at }) => {
      const tree = treeOf(await manager.find(UnitEntity));
      const { parentId, level } = body;
      refusePlacing(placingFault(tree, { id: null, parentId, level }));
      const siblings = tree.children.get(parentId) ?? [];
      const ordinal = Math.max(-1, ...siblings.map((unit) => unit.ordinal)) + 1;
      const codes = new Set([...tree.byId.values()].map(({ code }) => code));
      const parentCode = parentId === null ? '' : (tree.byId.get(parentId)?.code ?? '');
      const code = freeCode(codes, body.code) ?? nextCode(parentCode, ordinal, codes);
      const name = freeName(tree, parentId, body.name, null);
      const id = newId();
      const unit = { id, parentId, code, name, level, ordinal, openedAt: at, closedAt: null, mergedInto: null };
      await manager.insert(UnitEntity, unit);
      return { value: id, recorded: { action: 'unit.added', detail: { unitId: id } } };
    });
  }

  /** A new name leaves the old one dated. @throws RefusalError unit.unknown, unit.refused, unit.rejected */
  change(id: string, patch: UnitPatch, operatorId: string): Promise<void> {
    return this.deeds.run(operatorId, async (manager, { at }) => {
      const tree = treeOf(await manager.find(UnitEntity));
      const unit = openUnit(tree, id);
      const { ordinal = unit.ordinal, level = unit.level, parentId = unit.parentId } = patch;
      if (parentId !== unit.parentId || level !== unit.level)
        refusePlacing(placingFault(tree, { id, parentId, level }));
      const others = [...tree.byId.values()].filter((other) => other.id !== id);
      const code = freeCode(new Set(others.map((other) => other.code)), patch.code) ?? unit.code;
      const name = freeName(tree, parentId, patch.name ?? unit.name, id);
      if (name !== unit.name) {
        await manager.insert(UnitNameEntity, { id: newId(), unitId: id, name: unit.name, until: at });
      }
      await manager.update(UnitEntity, id, { name, code, parentId, level, ordinal });
      const detail = { unitId: id, changed: Object.keys(patch), parentId };
      return { value: undefined, recorded: { action: 'unit.changed', detail } };
    });
  }

  /** People leave with the day. @throws RefusalError unit.unknown, unit.refused */
  close(id: string, operatorId: string): Promise<void> {
    return this.deeds.run(operatorId, async (manager, { at }) => {
      refuseEnding(closingFault(treeOf(await manager.find(UnitEntity)), id));
      await manager.update(MembershipEntity, { unitId: id, toAt: IsNull() }, { toAt: at });
      await manager.update(UnitEntity, id, { closedAt: at });
      return { value: undefined, recorded: { action: 'unit.closed', detail: { unitId: id } } };
    });
  }

  /** People and children go over; what contests kept of the unit stays. @throws RefusalError unit.unknown, unit.refused */
  merge(id: string, into: string, operatorId: string): Promise<void> {
    return this.deeds.run(operatorId, async (manager, { at }) => {
      const tree = treeOf(await manager.find(UnitEntity));
      refuseEnding(mergingFault(tree, id, into));
      await moveEverybody(manager, id, into, at);
      for (const child of openChildren(tree, id)) await manager.update(UnitEntity, child.id, { parentId: into });
      await manager.update(UnitEntity, id, { closedAt: at, mergedInto: into });
      return { value: undefined, recorded: { action: 'unit.merged', detail: { unitId: id, into } } };
    });
  }

  nameLevels(names: readonly string[], operatorId: string): Promise<void> {
    return this.deeds.run(operatorId, async (manager) => {
      await manager.clear(UnitLevelEntity);
      await manager.insert(
        UnitLevelEntity,
        names.map((name, index) => ({ level: index + 1, name: name.trim() })),
      );
      return { value: undefined, recorded: { action: 'organisation.levels-named', detail: {} } };
    });
  }
}

async function moveEverybody(manager: EntityManager, from: string, into: string, at: number): Promise<void> {
  const members = await manager.findBy(MembershipEntity, { unitId: from, toAt: IsNull() });
  await manager.update(MembershipEntity, { unitId: from, toAt: IsNull() }, { toAt: at });
  const moved = members.map(({ personId }) => ({ id: newId(), personId, unitId: into, fromAt: at, toAt: null }));
  await manager.insert(MembershipEntity, moved);
}

function openUnit(tree: Tree<UnitEntity>, id: string): UnitEntity {
  const unit = tree.byId.get(id);
  if (!unit) throw refuse('unit.unknown');
  if (unit.closedAt !== null) throw refuse('unit.refused', { message: ENDING.closed });
  return unit;
}

function refusePlacing(fault: PlacingFault | null): void {
  if (fault === null) return;
  const [path, message] = PLACING[fault];
  throw refuse('unit.rejected', { message, details: [{ path, message }] });
}

function refuseEnding(fault: EndingFault | null): void {
  if (fault === 'unknown') throw refuse('unit.unknown');
  if (fault !== null) throw refuse('unit.refused', { message: ENDING[fault] });
}

function freeCode(taken: ReadonlySet<string>, wanted: string | undefined): string | null {
  const code = wanted?.trim() ?? '';
  if (code === '') return null;
  if (!taken.has(code)) return code;
  const message = `编码 ${code} 已被使用，请换一个。`;
  throw refuse('unit.rejected', { message, details: [{ path: 'code', message }] });
}

/** Siblings that are open have names of their own: rosters without codes tell them apart by nothing else. */
function freeName(tree: Tree, parentId: string | null, wanted: string, own: string | null): string {
  const name = wanted.normalize('NFC').trim().replace(/\s+/gu, ' ');
  const message =
    name === ''
      ? '请填写组织名称。'
      : openChildren(tree, parentId).some((sibling) => sibling.name === name && sibling.id !== own)
        ? `同一上级下已有“${name}”，请换一个名称。`
        : null;
  if (message === null) return name;
  throw refuse('unit.rejected', { message, details: [{ path: 'name', message }] });
}
