import { Injectable } from '@nestjs/common';
import { LessThan, type EntityManager } from 'typeorm';

import { maskName } from '../../../core/ranking/mask.js';
import { pathOf } from '../../../core/organisation/tree.js';
import { reaches } from '../../../core/study/recognition.js';
import { OrganisationService } from '../../../organisation/organisation.service.js';
import { refuse } from '../../../platform/refusal.js';
import type { AdoptedPage, AdoptedReflection, MemberRecognition } from '../../../protocol/own-reading.js';
import type { AttachmentEntity } from '../../persistence/attachment.entity.js';
import { StudyDeeds } from '../../study-deeds.js';
import { achievementsOf } from '../activity-rows.js';
import { booksById } from '../campaign-shelf.js';
import { agreedIn, leftIn } from '../consent-rows.js';
import { ReflectionEntity } from '../persistence/reflection.entity.js';
import { ReflectionRecordings } from '../reflection-recordings.js';
import { OwnStandings, type Member } from './own-standing.js';

const PAGE = 20;

/** What members see of each other in a campaign: adopted reflections, and who is recognised. */
@Injectable()
export class CampaignHonours {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly standings: OwnStandings,
    private readonly organisation: OrganisationService,
    private readonly recordings: ReflectionRecordings,
  ) {}

  /** The latest first. @throws RefusalError reading.unknown */
  async adopted(member: Member, campaignId: string, after: string | null): Promise<AdoptedPage> {
    const manager = this.deeds.reader;
    await this.standings.of(manager, member, campaignId, this.deeds.today());
    const rows = await manager.find(ReflectionEntity, {
      where: { campaignId, status: 'adopted', ...(after === null ? {} : { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take: PAGE + 1,
    });
    const shown = rows.slice(0, PAGE);
    const reflections = await this.shown(manager, member, shown);
    return { reflections, next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
  }

  /**
   * One's own, or of an adopted reflection whose author agreed to be named.
   * @throws RefusalError reading.unknown, reading.recording-unknown
   */
  async recording(member: Member, campaignId: string, reflectionId: string, id: string): Promise<AttachmentEntity> {
    const manager = this.deeds.reader;
    await this.standings.of(manager, member, campaignId, this.deeds.today());
    const row = await manager.findOneBy(ReflectionEntity, { id: reflectionId, campaignId });
    if (!row) throw refuse('reading.unknown');
    if (row.personId !== member.personId) {
      const agreed =
        row.status === 'adopted' && (await agreedIn(manager, campaignId, [row.personId])).has(row.personId);
      if (!agreed) throw refuse('reading.unknown');
    }
    return this.recordings.file(reflectionId, id);
  }

  /** @throws RefusalError reading.unknown */
  async recognition(member: Member, campaignId: string): Promise<MemberRecognition> {
    const manager = this.deeds.reader;
    const { campaign, phase } = await this.standings.of(manager, member, campaignId, this.deeds.today());
    const { rule } = campaign;
    // Before the end a list would be a race.
    if (phase !== 'over') return { rule, people: null, unnamed: 0 };
    const left = await leftIn(manager, campaignId);
    const reached = (await achievementsOf(manager, campaignId)).filter(
      ({ personId, ...done }) => !left.has(personId) && reaches(rule, done),
    );
    const ids = reached.map(({ personId }) => personId);
    const known = await this.organisation.peopleById(ids, manager);
    const agreed = await agreedIn(manager, campaignId, ids);
    const tree = await this.organisation.tree(manager);
    const people = reached
      .filter(({ personId }) => agreed.has(personId) && known.has(personId))
      .map(({ personId, unitId }) => ({
        name: known.get(personId)?.name ?? '',
        unit: pathOf(tree, unitId).at(-1)?.name ?? '',
      }))
      .toSorted(
        (one, other) => one.unit.localeCompare(other.unit, 'zh-CN') || one.name.localeCompare(other.name, 'zh-CN'),
      );
    return { rule, people, unnamed: reached.length - people.length };
  }

  private async shown(
    manager: EntityManager,
    member: Member,
    rows: readonly ReflectionEntity[],
  ): Promise<readonly AdoptedReflection[]> {
    const ids = rows.map(({ personId }) => personId);
    const people = await this.organisation.peopleById(ids, manager);
    const [first] = rows;
    const agreed = first ? await agreedIn(manager, first.campaignId, ids) : new Set<string>();
    const books = await booksById(manager, rows.flatMap(({ bookId }) => bookId ?? [])); // prettier-ignore
    const heard = await this.recordings.of(manager, rows);
    const tree = await this.organisation.tree(manager);
    return rows.flatMap(({ id, personId, unitId, bookId, title, form, words, transcript }) => {
      const name = people.get(personId)?.name;
      // Of somebody who was erased nothing is left to show.
      if (name === undefined) return [];
      const open = agreed.has(personId);
      const known = open || personId === member.personId || unitId === member.unitId;
      return {
        id,
        title,
        form,
        bookTitle: bookId === null ? null : (books.get(bookId)?.title ?? null),
        words,
        transcript,
        name: known ? name : maskName(name),
        unit: known ? (pathOf(tree, unitId).at(-1)?.name ?? null) : null,
        recordings: open || personId === member.personId ? (heard.get(id) ?? []) : [],
      };
    });
  }
}
