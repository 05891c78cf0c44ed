import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { HourPolicyInfo, HoursBelow, PersonHours, UnitHours } from '../../protocol/hours.js';
import { HourPolicyDto, PersonLedgersDto, YearDto } from './dto/hours.dto.js';
import { HourFigures } from './hour-figures.service.js';
import { HourGate } from './hour-gate.js';
import { HourPolicies } from './hour-policies.service.js';
import { HourRollUp } from './hour-roll-up.service.js';
import { PersonLedgers } from './person-ledgers.service.js';

/** Hours of study: policies, who is in which ledger, figures against targets. */
@ApiTags('study')
@RequireRight('study.read')
@Controller('api/study/hours')
export class HoursController {
  constructor(
    private readonly gate: HourGate,
    private readonly figures: HourFigures,
    private readonly ledgers: PersonLedgers,
    private readonly hourPolicies: HourPolicies,
    private readonly rollUp: HourRollUp,
  ) {}

  @Get('policies')
  policies(): Promise<HourPolicyInfo[]> {
    return this.hourPolicies.list();
  }

  @Put('policies')
  @HttpCode(204)
  @RequireRight('study.configure')
  savePolicy(@Body() body: HourPolicyDto, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    return this.hourPolicies.save(body, operator.id);
  }

  @Delete('policies/:id')
  @HttpCode(204)
  @RequireRight('study.configure')
  removePolicy(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    return this.hourPolicies.remove(id, operator.id);
  }

  @Get('units/:id')
  async unit(
    @Param('id') id: string,
    @Query() { year = this.figures.thisYear() }: YearDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<UnitHours> {
    await this.gate.unit(operator, 'study.read', id);
    const page = await this.figures.ofUnit(id, year);
    return this.gate.seesNames(operator, id) ? page : { ...page, people: null };
  }

  @Get('units/:id/below')
  below(
    @Param('id') id: string,
    @Query() { year = this.figures.thisYear() }: YearDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<HoursBelow> {
    return this.rollUp.below(operator, id, year);
  }

  @Put('units/:id/ledgers')
  @HttpCode(204)
  @RequireRight('study.approve')
  async setLedgers(
    @Param('id') id: string,
    @Body() body: PersonLedgersDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    await this.gate.unit(operator, 'study.approve', id);
    await this.ledgers.set(id, body, operator.id);
  }

  @Get('people/:id')
  async person(
    @Param('id') id: string,
    @Query() { year = this.figures.thisYear() }: YearDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<PersonHours> {
    await this.gate.namedPerson(operator, 'study.read', id, this.figures.reckonedAt(year));
    return this.figures.ofPerson(id, year);
  }
}
