import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { canHold, keptFromTrusted, mayGrant, ROLES, UNIT_ROLES, type Role } from '../core/access/rights.js';
import { afterSwitch, checkSeparation, vacantRoles } from '../core/access/separation.js';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { refuse } from '../platform/refusal.js';
import type { SeparationInfo } from '../protocol/access.js';
import type { RoleHolder } from './ability.js';
import { ActionLog } from './action-log.js';
import { enabledHolders, heldRoles, holdRoles } from './held-roles.js';
import { endForeignLink } from './oidc/foreign-link.js';
import { OperatorEntity } from './persistence/operator.entity.js';
import { isSeparated, lockAccounts, separate } from './policy.js';
import { refusalOfRoles } from './role-refusals.js';
import { SEPARATED_ACTION } from './separation-watch.js';
import { SessionService } from './session.service.js';

/** Roles granted and taken, and the one-way switch to 三员分立. */
@Injectable()
export class GrantService {
  constructor(
    private readonly queue: WriteQueue,
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly log: ActionLog,
  ) {}

  /**
   * What the operator holds from now on. Sockets of somebody who loses a role are closed, so that no console goes on.
   * @throws RefusalError auth.roles-refused, rest.not-found
   */
  async grant(operatorId: string, wanted: RoleHolder, by: string): Promise<void> {
    const confined = wanted.roles.some((role) => UNIT_ROLES.includes(role));
    if (confined && wanted.unitId === null) throw refusalOfRoles('unit-missing');
    const lost = await this.queue.run(async (manager) => {
      await lockAccounts(manager);
      const separated = await isSeparated(manager);
      const before = await heldRoles(manager, operatorId);
      const granter = { roles: (await heldRoles(manager, by)).roles, self: operatorId === by };
      const fault = mayGrant(granter, before.roles, wanted.roles, separated) ?? canHold(wanted.roles, separated);
      if (fault) throw refusalOfRoles(fault);
      const less = await this.replace(manager, operatorId, wanted, by, separated);
      const foreign = separated && (await this.endForeign(manager, operatorId, wanted.roles, by));
      // Whoever made the link may have signed in by it before there was anything to come by.
      if (foreign) await this.sessions.endAllOf(manager, operatorId);
      return less || foreign;
    });
    if (lost) this.sessions.announceEnd({ operatorId, sessionId: null });
  }

  async separation(): Promise<SeparationInfo> {
    const { manager } = this.reader.source;
    const { faults, leftWithout } = checkSeparation(await enabledHolders(manager));
    return { separated: await isSeparated(manager), faults, leftWithout };
  }

  /** @throws RefusalError auth.separation-refused where it cannot be, or is already, switched on */
  async separate(by: string): Promise<void> {
    const losers = await this.queue.run(async (manager) => {
      await lockAccounts(manager);
      const holders = await enabledHolders(manager);
      if (checkSeparation(holders).faults.length > 0 || !(await separate(manager))) {
        throw refuse('auth.separation-refused');
      }
      // Disabled accounts too: enabled again, they must not bring back what nobody holds any more.
      const lost: string[] = [];
      for (const { id } of await manager.find(OperatorEntity)) {
        if (await this.afterSwitch(manager, id, by)) lost.push(id);
      }
      await this.log.record(manager, { operatorId: by, action: SEPARATED_ACTION });
      return lost;
    });
    for (const operatorId of losers) this.sessions.announceEnd({ operatorId, sessionId: null });
  }

  /** Sessions go on, a contest may be running. @returns whether a role was lost */
  private async afterSwitch(manager: EntityManager, id: string, by: string): Promise<boolean> {
    const held = await heldRoles(manager, id);
    const kept = afterSwitch(held.roles);
    // Of a disabled account nobody has checked what it holds together.
    const roles = canHold(kept, true) === null ? kept : [];
    await this.endForeign(manager, id, roles, by);
    if (roles.length === held.roles.length) return false;
    await holdRoles(manager, id, { ...held, roles }, this.clock.now());
    return true;
  }

  private async endForeign(
    manager: EntityManager,
    operatorId: string,
    roles: readonly Role[],
    by: string,
  ): Promise<boolean> {
    if (!keptFromTrusted(roles) || !(await endForeignLink(manager, operatorId))) return false;
    await this.log.record(manager, { operatorId: by, action: 'operator.oidc-unlinked', detail: { operatorId } });
    return true;
  }

  /** Whether a role was lost. */
  private async replace(
    manager: EntityManager,
    operatorId: string,
    wanted: RoleHolder,
    by: string,
    separated: boolean,
  ): Promise<boolean> {
    const operator = await manager.findOneBy(OperatorEntity, { id: operatorId });
    if (!operator) throw refuse('rest.not-found');
    const before = await heldRoles(manager, operatorId);
    const holders = await enabledHolders(manager);
    const after = holders.map((one) => (one.id === operatorId ? { ...one, roles: wanted.roles } : one));
    const stillVacant = vacantRoles(holders, separated);
    if (vacantRoles(after, separated).some((role) => !stillVacant.includes(role))) throw refusalOfRoles('last-holder');
    await holdRoles(manager, operatorId, wanted, this.clock.now());
    const granted = ROLES.filter((role) => wanted.roles.includes(role) && !before.roles.includes(role));
    const taken = before.roles.filter((role) => !wanted.roles.includes(role));
    const moved = before.unitId !== wanted.unitId;
    if (granted.length + taken.length > 0 || moved) {
      const detail = { operatorId, granted, taken, ...(moved ? { unitId: wanted.unitId } : {}) };
      await this.log.record(manager, { operatorId: by, action: 'operator.roles-changed', detail });
    }
    return taken.length > 0 || moved;
  }
}
