import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { printRoster, rosterTemplate } from '../core/organisation/print-roster.js';
import { CurrentOperator, RequireRight } from '../identity/identity.module.js';
import type { OperatorIdentity } from '../identity/identity.service.js';
import { sendAttachment } from '../platform/http/attachment.js';
import { receiveBody } from '../platform/http/receive-body.js';
import type { RosterReport } from '../protocol/organisation.js';
import { TableFiles } from '../question-bank/table-files.service.js';
import { RosterExportDto, RosterImportDto } from './dto/organisation.dto.js';
import { OrganisationDeeds } from './organisation-deeds.js';
import { OrganisationService } from './organisation.service.js';
import { OrganisationView, topOf } from './organisation-view.js';
import { RosterImport } from './roster-import.service.js';

/** A roster of 100,000 people takes about 8 MB. */
const MOST_BYTES = 20 * 1024 * 1024;

/** Units and people as a table, in and out. */
@ApiTags('organisation')
@RequireRight('roster.manage')
@Controller('api/organisation/roster')
export class RosterController {
  constructor(
    private readonly imports: RosterImport,
    private readonly organisation: OrganisationService,
    private readonly view: OrganisationView,
    private readonly tables: TableFiles,
    private readonly deeds: OrganisationDeeds,
  ) {}

  @Post('import')
  @HttpCode(200)
  async import(
    @Query() { dryRun = 'true', fileName = '名册', missing = 'keep' }: RosterImportDto,
    @Req() request: Request,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<RosterReport> {
    const file = { bytes: await receiveBody(request, MOST_BYTES), fileName, missing };
    return dryRun === 'true' ? this.imports.look(file) : this.imports.load(file, operator.id);
  }

  @Get('template')
  async template(@Query() { format = 'xlsx' }: RosterExportDto, @Res() response: Response): Promise<void> {
    const sheets = rosterTemplate(await this.organisation.levels());
    sendAttachment(response, { fileName: `名册模板.${format}`, ...(await this.tables.write(format, sheets)) });
  }

  /** Who takes the roster out is on record. */
  @Get('export')
  @RequireRight('roster.read')
  async export(
    @Query() { format = 'xlsx', unitId }: RosterExportDto,
    @CurrentOperator() operator: OperatorIdentity,
    @Res() response: Response,
  ): Promise<void> {
    const top = unitId ?? topOf(operator);
    await this.view.assertVisible(top, operator);
    const [tree, people, levels] = await Promise.all([
      this.organisation.tree(),
      this.organisation.people(),
      this.organisation.levels(),
    ]);
    const sheet = printRoster({ units: [...tree.byId.values()], people }, levels, top);
    const recorded = { action: 'roster.exported', detail: { unitId: top, rows: sheet.rows.length - 1 } };
    await this.deeds.recordApart({ operatorId: operator.id }, recorded);
    sendAttachment(response, { fileName: `名册.${format}`, ...(await this.tables.write(format, [sheet])) });
  }
}
