import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { RequireRight, RequireSignIn } from '../../platform/http/access.js';
import type { OidcLink, OidcLinkBody, OwnOidcLinkBody } from '../../protocol/access.js';
import { ProofDto } from '../dto/own-account.dto.js';
import { CurrentOperator } from '../operator.guard.js';
import type { OperatorIdentity } from '../operator-identity.js';
import { Passwords } from '../passwords.js';
import { LimitRate } from '../rate.guard.js';
import { OidcLinks } from './oidc-links.service.js';

const NO_SUBJECT = '请填写统一身份平台中的用户标识（sub）。';
const LONG_SUBJECT = '用户标识过长，请核对。';
const SUBJECT = /^\S(.*\S)?$/u;

class OidcLinkDto implements OidcLinkBody {
  @IsString({ message: NO_SUBJECT })
  @Matches(SUBJECT, { message: NO_SUBJECT })
  @MaxLength(255, { message: LONG_SUBJECT })
  readonly subject!: string;
}

class OwnOidcLinkDto extends ProofDto implements OwnOidcLinkBody {
  @IsString({ message: NO_SUBJECT })
  @Matches(SUBJECT, { message: NO_SUBJECT })
  @MaxLength(255, { message: LONG_SUBJECT })
  readonly subject!: string;
}

/** A link opens an account with all that it may do, so it takes the right to grant that. */
@ApiTags('identity')
@Controller('api/operators/:id/oidc')
@RequireRight('role.grant')
export class OidcLinkController {
  constructor(private readonly links: OidcLinks) {}

  @Get()
  of(@Param('id') id: string): Promise<OidcLink> {
    return this.links.of(id);
  }

  @Put()
  @HttpCode(204)
  link(
    @Param('id') id: string,
    @Body() { subject }: OidcLinkDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.links.link(id, subject, operator.id);
  }

  @Delete()
  @HttpCode(204)
  unlink(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    return this.links.unlink(id, operator.id);
  }
}

/** Or the word of whoever the account belongs to, and that is its password: the provider alone cannot add to itself. */
@ApiTags('identity')
@Controller('api/session/oidc-link')
@RequireSignIn()
export class OwnOidcLinkController {
  constructor(
    private readonly links: OidcLinks,
    private readonly passwords: Passwords,
  ) {}

  @Get()
  of(@CurrentOperator() { id }: OperatorIdentity): Promise<OidcLink> {
    return this.links.of(id);
  }

  @Put()
  @HttpCode(204)
  @LimitRate('sign-in')
  async link(
    @Body() { subject, password }: OwnOidcLinkDto,
    @CurrentOperator() { id }: OperatorIdentity,
  ): Promise<void> {
    await this.passwords.prove(id, password);
    await this.links.link(id, subject, id);
  }

  @Post('end')
  @HttpCode(204)
  @LimitRate('sign-in')
  async unlink(@Body() { password }: ProofDto, @CurrentOperator() { id }: OperatorIdentity): Promise<void> {
    await this.passwords.prove(id, password);
    await this.links.unlink(id, id);
  }
}
