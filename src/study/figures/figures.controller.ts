import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { plainName, sendAttachment } from '../../platform/http/attachment.js';
import type { PeopleFigures, UnitFigures as Page } from '../../protocol/study-figures.js';
import { peopleHidden } from '../people-hidden.js';
import { StudyDeeds } from '../study-deeds.js';
import { FiguresPeriodDto } from './dto/figures.dto.js';
import { FigurePeriods } from './figure-period.service.js';
import { FigureScopes } from '../figure-scopes.js';
import { figuresWorkbook, XLSX } from './figures-workbook.js';
import { PersonFigures } from './person-figures.service.js';
import { UnitFigures } from './unit-figures.service.js';

/** What the study log comes to: of a unit and what is below it, and of the people of the own branch. */
@ApiTags('study')
@RequireRight('study.read')
@Controller('api/study/units/:id/figures')
export class FiguresController {
  constructor(
    private readonly periods: FigurePeriods,
    private readonly scopes: FigureScopes,
    private readonly units: UnitFigures,
    private readonly persons: PersonFigures,
    private readonly deeds: StudyDeeds,
  ) {}

  @Get()
  async unit(
    @Param('id') id: string,
    @Query() query: FiguresPeriodDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<Page> {
    return this.units.of(operator, id, await this.periods.of(query));
  }

  /** Persons are for the secretary of their branch alone. */
  @Get('people')
  async people(
    @Param('id') id: string,
    @Query() query: FiguresPeriodDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<PeopleFigures> {
    const period = await this.periods.of(query);
    const { own } = await this.scopes.of(operator, id, period.asOf);
    if (!own) throw peopleHidden('id');
    return this.persons.ofBranch(id, period);
  }

  /** The figures of the page, without persons. */
  @Get('file')
  async file(
    @Param('id') id: string,
    @Query() query: FiguresPeriodDto,
    @CurrentOperator() operator: OperatorIdentity,
    @Res() response: Response,
  ): Promise<void> {
    const page = await this.units.of(operator, id, await this.periods.of(query));
    const bytes = await figuresWorkbook(page);
    const { from, to } = page;
    await this.deeds.run({ kind: 'operator', id: operator.id }, () =>
      Promise.resolve([undefined, { action: 'study.figures-exported', subjectId: id, detail: { from, to } }]),
    );
    const name = plainName(page.unitPath.at(-1) ?? '', '组织');
    sendAttachment(response, { fileName: `${name}-学习统计-${from}至${page.asOf}.xlsx`, mime: XLSX, bytes });
  }
}
