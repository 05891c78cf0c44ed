import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

import { AuditModule } from '../audit/audit.module.js';
import { ContestModule } from '../contest/contest.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { OrganisationModule } from '../organisation/organisation.module.js';
import { AccessPart } from './access-part.js';
import { MemberAccess } from './member-access.js';
import { MemberCookie } from './member-cookie.js';
import { MemberController } from './member.controller.js';
import { MemberGuard } from './member.guard.js';
import { MemberInformation } from './member-information.js';
import { MemberOwnDataController } from './member-own-data.controller.js';
import { MemberSessions } from './member-sessions.js';
import { MemberSignIn } from './member-sign-in.js';
import { StudyCodesController } from './study-codes.controller.js';

/** What the study pages need in their decorators. */
export { RequireMember } from '../platform/http/access.js';
export { CurrentMember } from './member.guard.js';
export type { MemberIdentity } from './member-identity.js';

@Module({
  imports: [AuditModule, ContestModule, IdentityModule, OrganisationModule],
  controllers: [MemberController, MemberOwnDataController, StudyCodesController],
  providers: [
    AccessPart,
    MemberAccess,
    MemberCookie,
    MemberInformation,
    MemberSessions,
    MemberSignIn,
    { provide: APP_GUARD, useClass: MemberGuard },
  ],
})
export class MemberModule {}
