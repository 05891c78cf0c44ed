import { Injectable } from '@nestjs/common';

import { missingOf } from '../../../core/study/evidence.js';
import { within, type Tree } from '../../../core/organisation/tree.js';
import type { Finding } from '../../../core/study/types.js';
import { OrganisationService } from '../../../organisation/organisation.service.js';
import { ModeBook } from '../../modes/mode-book.js';
import { StudyDeeds } from '../../study-deeds.js';
import type { OperatorActor } from '../actor.js';
import { EntryAccess } from '../entry-access.js';
import { campaignFaults, campaignsById, type LinkedCampaign } from '../entry-campaign.js';
import { checkEntry } from '../entry-check.js';
import type { Labels } from '../entry-rows.js';
import type { BulkLine } from './bulk-line.js';

/** A line with ids for names. */
export interface CheckedLine extends Omit<BulkLine, 'unit' | 'person' | 'people'> {
  readonly unitId: string;
  readonly personId: string | null;
  readonly labels: Labels;
}

interface Surroundings {
  readonly tree: Tree;
  readonly byCode: ReadonlyMap<string, string>;
  /** Ids by the names that lines use. */
  readonly people: ReadonlyMap<string, string>;
  readonly unitsOfPeople: ReadonlyMap<string, ReadonlySet<string>>;
  readonly keeps: ReadonlySet<string> | null;
  readonly approves: ReadonlySet<string> | null;
  readonly book: ModeBook;
  readonly campaigns: ReadonlyMap<string, LinkedCampaign>;
  /** Units below a unit, looked up once. */
  readonly below: Map<string, ReadonlySet<string>>;
}

const NO_LABELS: Labels = { modes: [], groups: [] };

/** Holds lines to what every entry is held to; looks up what all of them need once. */
@Injectable()
export class BulkCheck {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly access: EntryAccess,
    private readonly organisation: OrganisationService,
  ) {}

  async all(actor: OperatorActor, lines: readonly BulkLine[]): Promise<CheckedLine[]> {
    const tree = await this.organisation.tree();
    const names = [
      ...new Set(lines.flatMap(({ people, person }) => [...people, ...(person === null ? [] : [person])])),
    ];
    const byStaffCode = await this.organisation.idsByStaffCode(names);
    // A name that is nobody's staff code is taken for an id.
    const people = new Map(names.map((name) => [name, byStaffCode.get(name) ?? name]));
    const around: Surroundings = {
      tree,
      byCode: new Map([...tree.byId.values()].map(({ code, id }) => [code, id])),
      people,
      unitsOfPeople: await this.organisation.unitsOfPeople([...people.values()]),
      keeps: await this.access.unitsOf(actor, 'study.keep', tree),
      approves: await this.access.unitsOf(actor, 'study.approve', tree),
      book: await ModeBook.read(this.deeds.reader),
      campaigns: await campaignsById(this.deeds.reader, lines.map(({ entry }) => entry?.campaignId ?? null)), // prettier-ignore
      below: new Map(),
    };
    const seen = new Set<string>();
    const checked: CheckedLine[] = [];
    for (const [at, line] of lines.entries()) {
      const one = this.check(line, around);
      const twice = line.sourceId !== null && seen.has(`${one.unitId}/${line.sourceId}`);
      seen.add(`${one.unitId}/${line.sourceId ?? ''}`);
      checked.push(twice ? { ...one, faults: [...one.faults, REPEATED] } : one);
      // A hundred lines are about ten milliseconds: others have their turn in between.
      if (at % 100 === 99) await new Promise((next) => setImmediate(next));
    }
    return checked;
  }

  private check({ unit, person, people: _people, ...line }: BulkLine, around: Surroundings): CheckedLine {
    const { tree, byCode, people, keeps, approves, book } = around;
    const unitId = tree.byId.has(unit) ? unit : (byCode.get(unit) ?? '');
    const rejected = (faults: readonly Finding[]): CheckedLine => {
      return { ...line, unitId, personId: null, labels: NO_LABELS, faults };
    };
    if (line.entry === null || line.faults.length > 0) return rejected(line.faults);
    const may = (units: ReadonlySet<string> | null) => unitId !== '' && (units === null || units.has(unitId));
    if (!may(keeps)) return rejected([{ path: 'unit', message: '没有找到这个组织，请核对编码。' }]);
    if ((line.status === 'approved' || line.status === 'locked') && !may(approves)) {
      return rejected([{ path: 'status', message: '您没有审核的权限，请用 submitted，由审核人审核。' }]);
    }
    const below = belowOf(unitId, around);
    const belongs = (id: string) => [...(around.unitsOfPeople.get(id) ?? [])].some((one) => below.has(one));
    const personId = person === null ? null : (people.get(person) ?? person);
    if (personId !== null && !belongs(personId)) {
      return rejected([{ path: 'person', message: '本支部及下级没有这位人员，请核对工号。' }]);
    }
    const attendance = new Map([...line.entry.attendance].map(([name, row]) => [people.get(name) ?? name, row]));
    const entry = { ...line.entry, attendance };
    const known = new Set([...attendance.keys()].filter(belongs));
    const linked = campaignFaults(entry, { campaigns: around.campaigns, tree, unitId });
    const today = this.deeds.today();
    const { labels, faults } = checkEntry(entry, { book, personal: personId !== null, today, people: known, linked });
    const evidence = book.evidence(entry.modes, entry.onDate);
    const missing = missingOf(entry, evidence, { attachments: [], today });
    const all = line.status === 'draft' || faults.length > 0 ? faults : missing;
    return { ...line, entry, unitId, personId, labels, faults: all };
  }
}

const REPEATED: Finding = { path: 'sourceId', message: '这个编号在本次数据中已经用过，请换一个。' };

function belowOf(unitId: string, { tree, below }: Surroundings): ReadonlySet<string> {
  const known = below.get(unitId) ?? new Set(within(tree, unitId).map(({ id }) => id));
  below.set(unitId, known);
  return known;
}
