import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequireRight } from '../platform/http/access.js';
import type { DormantReport, OperatorInfo } from '../protocol/access.js';
import { NewOperatorDto } from './dto/new-operator.dto.js';
import { CurrentOperator } from './operator.guard.js';
import type { OperatorIdentity } from './operator-identity.js';
import { OperatorService } from './operator.service.js';
import { Passwords } from './passwords.js';

@ApiTags('identity')
@Controller('api/operators')
@RequireRight('account.manage')
export class OperatorController {
  constructor(
    private readonly operators: OperatorService,
    private readonly passwords: Passwords,
  ) {}

  @Get()
  @RequireRight('account.read')
  list(): Promise<OperatorInfo[]> {
    return this.operators.list();
  }

  /** Nobody has signed in for 90 days, nor were they made since. */
  @Get('dormant')
  @RequireRight('account.read')
  dormant(): Promise<DormantReport> {
    return this.operators.dormant();
  }

  @Post()
  async create(
    @Body() { password, ...account }: NewOperatorDto,
    @CurrentOperator() by: OperatorIdentity,
  ): Promise<OperatorInfo> {
    return this.operators.create(account, await this.passwords.hashFirst(password, account), by);
  }

  /** Disables: the account stays for the record, its sessions end. */
  @Delete(':id')
  @HttpCode(204)
  disable(@Param('id') id: string, @CurrentOperator() by: OperatorIdentity): Promise<void> {
    return this.operators.disable(id, by.id);
  }

  @Post(':id/enable')
  @HttpCode(204)
  enable(@Param('id') id: string, @CurrentOperator() by: OperatorIdentity): Promise<void> {
    return this.operators.enable(id, by.id);
  }
}
