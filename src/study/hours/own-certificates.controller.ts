import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { CurrentMember, RequireMember, type MemberIdentity } from '../../member/member.module.js';
import { sendAttachment } from '../../platform/http/attachment.js';
import type { CertificateInfo, OwnCertificates } from '../../protocol/hours.js';
import { Certificates } from './certificates.service.js';
import { ParticipationDto } from './dto/hours.dto.js';

/** What a member may take home: 参与证明 by themselves, 学时证明 once whoever approves has issued them. */
@ApiTags('member')
@RequireMember()
@Controller('api/member/certificates')
export class OwnCertificatesController {
  constructor(private readonly certificates: Certificates) {}

  @Get()
  list(@CurrentMember() { personId }: MemberIdentity): Promise<OwnCertificates> {
    return this.certificates.of(personId);
  }

  @Post()
  @HttpCode(200)
  issue(
    @Body() { contestId }: ParticipationDto,
    @CurrentMember() { personId }: MemberIdentity,
  ): Promise<CertificateInfo> {
    return this.certificates.issueParticipation({ kind: 'member', id: personId }, personId, contestId);
  }

  @Get(':id/file')
  async file(
    @Param('id') id: string,
    @CurrentMember() { personId }: MemberIdentity,
    @Res() response: Response,
  ): Promise<void> {
    const { bytes, name } = await this.certificates.file(id, personId);
    sendAttachment(response, { fileName: name, mime: 'application/pdf', bytes });
  }
}
