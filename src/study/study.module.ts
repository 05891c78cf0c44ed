import { Module } from '@nestjs/common';

import { EntriesModule } from './entries/entries.module.js';

/** The study log; each part is a module of its own in its folder. */
@Module({ imports: [EntriesModule] })
export class StudyModule {}
