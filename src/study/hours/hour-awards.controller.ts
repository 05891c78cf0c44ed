import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { sendAttachment } from '../../platform/http/attachment.js';
import type { CertificateInfo, HourRuleInfo, OwnCertificates } from '../../protocol/hours.js';
import { Certificates } from './certificates.service.js';
import { AwardTakeBackDto, HourAwardDto, HourRulesDto, ParticipationDto } from './dto/hours.dto.js';
import { HourAwards } from './hour-awards.service.js';
import { HourGate } from './hour-gate.js';

/** Hours given as such, and the certificates of them. */
@ApiTags('study')
@RequireRight('study.approve')
@Controller('api/study/hours')
export class HourAwardsController {
  constructor(
    private readonly gate: HourGate,
    private readonly awards: HourAwards,
    private readonly certificates: Certificates,
  ) {}

  @Get('contests/:id/rules')
  @RequireRight('study.configure')
  rules(@Param('id') id: string): Promise<HourRuleInfo[]> {
    return this.awards.rules(id);
  }

  @Put('contests/:id/rules')
  @RequireRight('study.configure')
  async setRules(
    @Param('id') id: string,
    @Body() body: HourRulesDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<HourRuleInfo[]> {
    await this.awards.setRules(id, body, operator.id);
    return this.awards.rules(id);
  }

  @Post('awards')
  @HttpCode(204)
  async give(@Body() body: HourAwardDto, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    const unitId = await this.gate.person(operator, 'study.approve', body.personId);
    await this.awards.give(body, unitId, operator.id);
  }

  @Post('awards/:id/take-back')
  @HttpCode(204)
  async takeBack(
    @Param('id') id: string,
    @Body() { reason }: AwardTakeBackDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    await this.gate.award(operator, id);
    await this.awards.takeBack(id, reason, operator.id);
  }

  @Post('awards/:id/certificate')
  @HttpCode(200)
  async issue(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<CertificateInfo> {
    await this.gate.award(operator, id);
    return this.certificates.issue(id, operator.id);
  }

  @Get('people/:id/certificates')
  async ofPerson(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<OwnCertificates> {
    await this.gate.namedPerson(operator, 'study.approve', id);
    return this.certificates.of(id);
  }

  @Post('people/:id/certificates')
  @HttpCode(200)
  async issueParticipation(
    @Param('id') id: string,
    @Body() { contestId }: ParticipationDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<CertificateInfo> {
    await this.gate.person(operator, 'study.approve', id);
    return this.certificates.issueParticipation({ kind: 'operator', id: operator.id }, id, contestId);
  }

  @Get('certificates/:id/file')
  async file(
    @Param('id') id: string,
    @CurrentOperator() operator: OperatorIdentity,
    @Res() response: Response,
  ): Promise<void> {
    await this.gate.certificate(operator, id);
    const { bytes, name } = await this.certificates.file(id);
    sendAttachment(response, { fileName: name, mime: 'application/pdf', bytes });
  }

  @Delete('certificates/:id')
  @HttpCode(204)
  async revoke(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    await this.gate.certificate(operator, id);
    await this.certificates.revoke(id, operator.id);
  }
}
