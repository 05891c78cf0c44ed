import { Injectable } from '@nestjs/common';

import type { EntryInfo, EntryPage, EntryPatchBody, NewEntryBody } from '../../protocol/study.js';
import { asMember, type Self } from './actor.js';
import type { EntryQueryDto } from './dto/entries.dto.js';
import { EntryList } from './entry-list.service.js';
import { EntrySteps } from './entry-steps.service.js';
import { EntryViews } from './entry-views.service.js';
import { EntryWriter } from './entry-writer.service.js';
import { newEntryOf } from './new-entry.js';

/** What a person does with their own learning; routes of members call it. */
@Injectable()
export class OwnEntries {
  constructor(
    private readonly entries: EntryList,
    private readonly views: EntryViews,
    private readonly writer: EntryWriter,
    private readonly steps: EntrySteps,
  ) {}

  /** Their own, and those of the branch on whose list they stand. @throws RefusalError rest.invalid */
  list(self: Self, query: EntryQueryDto): Promise<EntryPage> {
    return this.entries.ofMember(asMember(self), query);
  }

  /** @throws RefusalError study.entry-unknown */
  entry(self: Self, id: string): Promise<EntryInfo> {
    return this.views.entry(asMember(self), id);
  }

  /** Unit and person are theirs, whatever the body says. @throws RefusalError as EntryWriter.create */
  async create(self: Self, body: Omit<NewEntryBody, 'unitId' | 'personId'>): Promise<EntryInfo> {
    const own = newEntryOf({ ...body, unitId: self.unitId, personId: self.personId });
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
