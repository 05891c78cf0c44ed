import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { RequireRight } from '../../platform/http/access.js';
import type { OidcLink, OidcLinkBody } from '../../protocol/access.js';
import { CurrentOperator } from '../operator.guard.js';
import type { OperatorIdentity } from '../operator-identity.js';
import { OidcLinks } from './oidc-links.service.js';

const NO_SUBJECT = '请填写统一身份平台中的用户标识（sub）。';

class OidcLinkDto implements OidcLinkBody {
  @IsString({ message: NO_SUBJECT })
  @Matches(/^\S(.*\S)?$/u, { message: NO_SUBJECT })
  @MaxLength(255, { message: '用户标识过长，请核对。' })
  readonly subject!: string;
}

@ApiTags('identity')
@Controller('api/operators/:id/oidc')
@RequireRight('account.manage')
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
