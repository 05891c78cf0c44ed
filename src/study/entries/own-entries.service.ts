import { Injectable } from '@nestjs/common';

import { isObject } from '../../core/study/entry-input.js';
import { refuse } from '../../platform/refusal.js';
import type { EntryInfo, EntryPage, EntryPatchBody } from '../../protocol/study.js';
import { asMember, type Self } from './actor.js';
import type { OwnEntryQueryDto } from './dto/entries.dto.js';
import { EntryList } from './entry-list.service.js';
import { EntrySteps } from './entry-steps.service.js';
import { EntryViews } from './entry-views.service.js';
import { EntryWriter } from './entry-writer.service.js';
import { newEntryOf } from './new-entry.js';

/** More than anybody leaves lying about; a loop that makes drafts ends here. */
const MOST_OPEN = 50;
const NOWHERE = '您现在不属于任何支部，不能新增学习记录。请联系支部书记。';

/** What a person does with their own learning. */
@Injectable()
export class OwnEntries {
  constructor(
    private readonly entries: EntryList,
    private readonly views: EntryViews,
    private readonly writer: EntryWriter,
    private readonly steps: EntrySteps,
  ) {}

  /** Their own, and those of the branch on whose list they stand. @throws RefusalError rest.invalid */
  list(self: Self, query: OwnEntryQueryDto): Promise<EntryPage> {
    return this.entries.ofMember(asMember(self), query);
  }

  /** @throws RefusalError study.entry-unknown */
  entry(self: Self, id: string): Promise<EntryInfo> {
    return this.views.entry(asMember(self), id);
  }

  /**
   * Unit and person are theirs, whatever the body says.
   * @throws RefusalError unit.unknown where they belong to none, study.entry-rejected where too many are not handed in, and as
   *   EntryWriter.create
   */
  async create(self: Self, body: unknown): Promise<EntryInfo> {
    if (self.unitId === null) throw refuse('unit.unknown', { message: NOWHERE });
    if ((await this.entries.openOf(self.personId)) >= MOST_OPEN) {
      throw refuse('study.entry-rejected', { message: `您有 ${MOST_OPEN} 条没有提交的记录，请先提交或删除一些。` });
    }
    const own = newEntryOf(isObject(body) ? { ...body, unitId: self.unitId, personId: self.personId } : body);
    return this.entry(self, await this.writer.create(asMember(self), own));
  }

  /** @throws RefusalError as EntryWriter.patch */
  async patch(self: Self, id: string, body: EntryPatchBody): Promise<EntryInfo> {
    await this.writer.patch(asMember(self), id, body);
    return this.entry(self, id);
  }

  /** @throws RefusalError as EntrySteps.submit */
  async submit(self: Self, id: string): Promise<EntryInfo> {
    await this.steps.submit(asMember(self), id);
    return this.entry(self, id);
  }

  /** @throws RefusalError study.entry-unknown, study.entry-refused */
  async withdraw(self: Self, id: string): Promise<EntryInfo> {
    await this.steps.withdraw(asMember(self), id);
    return this.entry(self, id);
  }

  /** @throws RefusalError study.entry-unknown, study.entry-refused */
  remove(self: Self, id: string): Promise<void> {
    return this.writer.remove(asMember(self), id);
  }
}
