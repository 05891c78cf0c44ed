import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditModule } from '../audit/audit.module.js';
import { ActionLog } from './action-log.js';
import { Credentials } from './credentials.js';
import { FailureThrottle } from './failure-throttle.js';
import { GrantService } from './grant.service.js';
import { IdentityService } from './identity.service.js';
import { OidcClient } from './oidc/oidc-client.js';
import { OidcController } from './oidc/oidc.controller.js';
import { OidcLinkController, OwnOidcLinkController } from './oidc/oidc-link.controller.js';
import { OidcLinks } from './oidc/oidc-links.service.js';
import { OidcSeal } from './oidc/oidc-seal.js';
import { OidcSignIn } from './oidc/oidc-sign-in.service.js';
import { OperatorController } from './operator.controller.js';
import { OperatorGuard } from './operator.guard.js';
import { OperatorService } from './operator.service.js';
import { OwnAccountController } from './own-account.controller.js';
import { OwnPassword } from './own-password.service.js';
import { OwnSecondFactor } from './own-second-factor.service.js';
import { OwnSessions } from './own-sessions.service.js';
import { PasswordHasher } from './password-hasher.js';
import { Passwords } from './passwords.js';
import { RateGuard } from './rate.guard.js';
import { RoleController } from './role.controller.js';
import { SecondFactorDoor } from './second-factor-door.js';
import { SecondFactor } from './second-factor.js';
import { SeparationWatch } from './separation-watch.js';
import { SessionCookie } from './session-cookie.js';
import { SessionController } from './session.controller.js';
import { SessionService } from './session.service.js';
import { SetupController } from './setup.controller.js';
import { SetupService } from './setup.service.js';
import { SetupToken } from './setup-token.js';
import { SignInDelay } from './sign-in-delay.js';
import { SignInService } from './sign-in.service.js';

/** What other features need in their decorators; the rest is in IdentityService. */
export { CurrentOperator } from './operator.guard.js';
export { Public, RequireRight } from '../platform/http/access.js';
export { can } from './ability.js';
export { refusalOfDue } from './due.js';
export { addressOf } from './address.js';
export { LimitRate } from './rate.guard.js';
export { FailureThrottle } from './failure-throttle.js';

@Module({
  imports: [AuditModule],
  controllers: [
    SessionController,
    SetupController,
    OperatorController,
    OwnAccountController,
    RoleController,
    OidcController,
    OidcLinkController,
    OwnOidcLinkController,
  ],
  providers: [
    ActionLog,
    Credentials,
    FailureThrottle,
    GrantService,
    IdentityService,
    OidcClient,
    OidcLinks,
    OidcSeal,
    OidcSignIn,
    OperatorService,
    OwnPassword,
    OwnSecondFactor,
    OwnSessions,
    PasswordHasher,
    Passwords,
    SecondFactor,
    SecondFactorDoor,
    SeparationWatch,
    SessionCookie,
    SessionService,
    SetupService,
    SetupToken,
    SignInDelay,
    SignInService,
    { provide: APP_GUARD, useClass: RateGuard },
    { provide: APP_GUARD, useClass: OperatorGuard },
  ],
  exports: [IdentityService, SetupService, FailureThrottle],
})
export class IdentityModule {}
