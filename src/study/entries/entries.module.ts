import { Module } from '@nestjs/common';

import { EntryHooks } from './entry-hooks.js';

/** What was learned: entries of branches and of persons. */
@Module({ providers: [EntryHooks], exports: [EntryHooks] })
export class EntriesModule {}
