import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { afterAction, mayDo, refusalOf, type Action } from '../../core/study/entry.js';
import type { Entry, Finding, Status } from '../../core/study/types.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { refuse } from '../../platform/refusal.js';
import { ModeBook } from '../modes/mode-book.js';
import type { Actor } from './actor.js';
import { campaignFaults, campaignsById } from './entry-campaign.js';
import { EntryAccess, type Standing } from './entry-access.js';
import { assertSound, checkEntry } from './entry-check.js';
import { loadEntry, type Labels, type LoadedEntry } from './entry-rows.js';

const NOT_THEIRS = '这条记录由本人提交，只能由本人撤回；需要修改的，请写明理由退回。';

/** Lets actors to entries: what they may see, what may be done now, what an entry may say. */
@Injectable()
export class EntryGate {
  constructor(
    readonly access: EntryAccess,
    private readonly organisation: OrganisationService,
  ) {}

  /** @throws RefusalError study.entry-unknown, also for what is no business of the actor */
  async see(
    manager: EntityManager,
    actor: Actor,
    id: string,
  ): Promise<{ readonly loaded: LoadedEntry; readonly standing: Standing }> {
    const loaded = await loadEntry(manager, id);
    const attends = loaded !== null && actor.kind === 'member' && loaded.entry.attendance.has(actor.personId);
    const standing = loaded && (await this.access.standing(actor, loaded.row, attends));
    if (!loaded || !standing) throw refuse('study.entry-unknown');
    return { loaded, standing };
  }

  /**
   * An entry on which the actor may do this now, and the status that it leads to (null: none).
   * @throws RefusalError study.entry-unknown, auth.forbidden, study.entry-refused
   */
  async enter(
    manager: EntityManager,
    actor: Actor,
    { id, action }: { readonly id: string; readonly action: Action },
  ): Promise<{ readonly loaded: LoadedEntry; readonly standing: Standing; readonly status: Status | null }> {
    const { loaded, standing } = await this.see(manager, actor, id);
    if (action === 'withdraw' && standing.writes && !standing.withdraws) {
      throw refuse('study.entry-refused', { message: NOT_THEIRS });
    }
    if (!mayDo(action, standing)) throw refuse('auth.forbidden');
    const next = afterAction(loaded.row.status, action);
    if (next === null) throw refuse('study.entry-refused', { message: refusalOf(loaded.row.status) });
    return { loaded, standing, status: next.status };
  }

  /** @throws RefusalError study.entry-rejected. @returns the labels under which it goes */
  async check(
    manager: EntityManager,
    entry: Entry,
    {
      unitId,
      personal,
      today,
      kept,
    }: { readonly unitId: string; readonly personal: boolean; readonly today: string; readonly kept?: Labels },
  ): Promise<Labels> {
    const book = await ModeBook.read(manager);
    const units = await this.access.unitsBelow(unitId);
    const people = await this.organisation.everIn(manager, [...entry.attendance.keys()], units);
    const linked = await this.linkFaults(manager, entry, unitId);
    const { labels, faults } = checkEntry(entry, { book, personal, today, people, linked, ...(kept ? { kept } : {}) });
    assertSound(faults);
    return labels;
  }

  private async linkFaults(manager: EntityManager, entry: Entry, unitId: string): Promise<readonly Finding[]> {
    // Most entries name no campaign, and need no tree.
    if (entry.campaignId === null) return [];
    const campaigns = await campaignsById(manager, [entry.campaignId]);
    return campaignFaults(entry, { campaigns, tree: await this.organisation.tree(manager), unitId });
  }
}
