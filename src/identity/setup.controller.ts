import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { SessionInfo } from '../protocol/rest.js';
import { SetupDto } from './dto/setup.dto.js';
import { LimitRate } from './rate.guard.js';
import { SessionCookie, sessionInfo } from './session-cookie.js';
import { SetupService } from './setup.service.js';

@ApiTags('identity')
@Controller('api/setup')
export class SetupController {
  constructor(
    private readonly setup: SetupService,
    private readonly cookie: SessionCookie,
  ) {}

  /** The first administrator, once; signs in. */
  @Post()
  @HttpCode(200)
  @LimitRate('setup')
  async setUp(@Body() body: SetupDto, @Res({ passthrough: true }) response: Response): Promise<SessionInfo> {
    const { operator, token, csrfToken } = await this.setup.setUp(body);
    this.cookie.set(response, token);
    return sessionInfo(operator, csrfToken);
  }
}
