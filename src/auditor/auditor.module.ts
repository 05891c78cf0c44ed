import { Module } from '@nestjs/common';

import { AuditModule } from '../audit/audit.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { AuditorController } from './auditor.controller.js';

@Module({ imports: [AuditModule, IdentityModule], controllers: [AuditorController] })
export class AuditorModule {}
