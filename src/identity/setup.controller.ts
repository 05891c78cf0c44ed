import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../platform/http/access.js';
import type { SessionInfo } from '../protocol/access.js';
import { SetupDto } from './dto/setup.dto.js';
import { LimitRate } from './rate.guard.js';
import { SessionCookie } from './session-cookie.js';
import { sessionInfo } from './session-info.js';
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
  @Public()
  @HttpCode(200)
  @LimitRate('setup')
  async setUp(@Body() body: SetupDto, @Res({ passthrough: true }) response: Response): Promise<SessionInfo> {
    const { operator, token, csrfToken } = await this.setup.setUp(body);
    this.cookie.set(response, token);
    return sessionInfo(operator, csrfToken, false);
  }
}
