import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { RequireSignIn } from '../platform/http/access.js';
import type { OwnSession, RecoveryCodes, SecondFactorInfo, SecondFactorSecret } from '../protocol/access.js';
import { addressOf } from './address.js';
import { CodeDto, PasswordDto, ProofDto } from './dto/own-account.dto.js';
import { CurrentOperator } from './operator.guard.js';
import type { OperatorIdentity } from './operator-identity.js';
import { OwnPassword } from './own-password.service.js';
import { OwnSecondFactor } from './own-second-factor.service.js';
import { LimitRate } from './rate.guard.js';
import { OwnSessions } from './own-sessions.service.js';

/** What every operator may change about the own account. */
@ApiTags('identity')
@Controller('api/session')
@RequireSignIn()
export class OwnAccountController {
  constructor(
    private readonly ownPassword: OwnPassword,
    private readonly ownFactor: OwnSecondFactor,
    private readonly ownSessions: OwnSessions,
  ) {}

  @Post('password')
  @HttpCode(204)
  @RequireSignIn({ even: ['password'] })
  @LimitRate('sign-in')
  changePassword(@Body() body: PasswordDto, @CurrentOperator() by: OperatorIdentity): Promise<void> {
    return this.ownPassword.change(by, body);
  }

  @Get('all')
  sessions(@CurrentOperator() by: OperatorIdentity): Promise<OwnSession[]> {
    return this.ownSessions.list(by);
  }

  @Post('end-others')
  @HttpCode(204)
  endOthers(@CurrentOperator() by: OperatorIdentity): Promise<void> {
    return this.ownSessions.endOthers(by);
  }

  /** For a session that was opened without one, which is the provider's way in. */
  @Post('code')
  @HttpCode(204)
  @RequireSignIn({ even: ['code'] })
  @LimitRate('sign-in')
  showCode(@Body() { code }: CodeDto, @CurrentOperator() by: OperatorIdentity, @Req() { ip }: Request): Promise<void> {
    return this.ownFactor.show(by, code, addressOf(ip));
  }

  @Get('second-factor')
  @RequireSignIn({ even: ['second-factor'] })
  secondFactor(@CurrentOperator() by: OperatorIdentity): Promise<SecondFactorInfo> {
    return this.ownFactor.info(by);
  }

  /** In force only once a code made from it has come back. */
  @Post('second-factor')
  @HttpCode(200)
  @RequireSignIn({ even: ['second-factor'] })
  @LimitRate('sign-in')
  begin(@Body() { password }: ProofDto, @CurrentOperator() by: OperatorIdentity): Promise<SecondFactorSecret> {
    return this.ownFactor.begin(by, password);
  }

  @Post('second-factor/confirm')
  @HttpCode(200)
  @RequireSignIn({ even: ['second-factor'] })
  @LimitRate('sign-in')
  async confirm(@Body() { code }: CodeDto, @CurrentOperator() by: OperatorIdentity): Promise<RecoveryCodes> {
    return { recoveryCodes: await this.ownFactor.confirm(by, code) };
  }

  @Post('second-factor/end')
  @HttpCode(204)
  @LimitRate('sign-in')
  end(@Body() { password }: ProofDto, @CurrentOperator() by: OperatorIdentity): Promise<void> {
    return this.ownFactor.end(by, password);
  }
}
