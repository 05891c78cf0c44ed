import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { LimitRate, Public } from '../../identity/identity.module.js';
import type { CertificateCheck } from '../../protocol/hours.js';
import { Certificates } from './certificates.service.js';

/** Whoever was shown a certificate may see whether it is true. */
@ApiTags('study')
@Controller('api/certificates')
export class CertificateCheckController {
  constructor(private readonly certificates: Certificates) {}

  @Get(':code')
  @Public()
  @LimitRate('certificate')
  check(@Param('code') code: string): Promise<CertificateCheck> {
    return this.certificates.check(code);
  }
}
