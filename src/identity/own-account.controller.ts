import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequireSignIn } from '../platform/http/access.js';
import type { RecoveryCodes, SecondFactorInfo, SecondFactorSecret } from '../protocol/access.js';
import { CodeDto, PasswordDto, ProofDto } from './dto/own-account.dto.js';
import { CurrentOperator } from './operator.guard.js';
import type { OperatorIdentity } from './operator-identity.js';
import { OwnPassword } from './own-password.service.js';
import { OwnSecondFactor } from './own-second-factor.service.js';
import { LimitRate } from './rate.guard.js';
import { SecondFactor } from './second-factor.js';

/** What every operator may change about the own account. */
@ApiTags('identity')
@Controller('api/session')
@RequireSignIn()
export class OwnAccountController {
  constructor(
    private readonly ownPassword: OwnPassword,
    private readonly ownFactor: OwnSecondFactor,
    private readonly factors: SecondFactor,
  ) {}

  @Post('password')
  @HttpCode(204)
  @LimitRate('sign-in')
  changePassword(@Body() body: PasswordDto, @CurrentOperator() by: OperatorIdentity): Promise<void> {
    return this.ownPassword.change(by, body);
  }

  @Get('second-factor')
  secondFactor(@CurrentOperator() by: OperatorIdentity): Promise<SecondFactorInfo> {
    return this.factors.info(by.id);
  }

  /** In force only once a code made from it has come back. */
  @Post('second-factor')
  @HttpCode(200)
  @LimitRate('sign-in')
  begin(@Body() { password }: ProofDto, @CurrentOperator() by: OperatorIdentity): Promise<SecondFactorSecret> {
    return this.ownFactor.begin(by, password);
  }

  @Post('second-factor/confirm')
  @HttpCode(200)
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
