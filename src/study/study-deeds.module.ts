import { Module } from '@nestjs/common';

import { AuditModule } from '../audit/audit.module.js';
import { StudyDeeds } from './study-deeds.js';

@Module({ imports: [AuditModule], providers: [StudyDeeds], exports: [StudyDeeds] })
export class StudyDeedsModule {}
