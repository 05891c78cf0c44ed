import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequireRight } from '../platform/http/access.js';
import type { SeparationInfo } from '../protocol/access.js';
import { RolesDto, SeparationDto } from './dto/roles.dto.js';
import { GrantService } from './grant.service.js';
import { CurrentOperator } from './operator.guard.js';
import type { OperatorIdentity } from './operator-identity.js';

/** Who may do what, and the policy behind it. */
@ApiTags('identity')
@Controller('api')
export class RoleController {
  constructor(private readonly grants: GrantService) {}

  @Put('operators/:id/roles')
  @HttpCode(204)
  @RequireRight('role.grant')
  grant(
    @Param('id') id: string,
    @Body() { roles, unitId }: RolesDto,
    @CurrentOperator() by: OperatorIdentity,
  ): Promise<void> {
    return this.grants.grant(id, { roles, unitId: unitId ?? null }, by.id);
  }

  @Get('access/separation')
  @RequireRight('policy.change')
  separation(): Promise<SeparationInfo> {
    return this.grants.separation();
  }

  /** One way: there is no switching back. */
  @Post('access/separation')
  @HttpCode(204)
  @RequireRight('policy.change')
  separate(@Body() _body: SeparationDto, @CurrentOperator() by: OperatorIdentity): Promise<void> {
    return this.grants.separate(by.id);
  }
}
