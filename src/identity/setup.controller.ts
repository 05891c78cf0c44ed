import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../platform/http/access.js';
import type { SessionInfo } from '../protocol/access.js';
import { SetupDto } from './dto/setup.dto.js';
import { LimitRate } from './rate.guard.js';
import { SessionCookie } from './session-cookie.js';
import { sessionInfo } from './session-info.js';
import { SessionService } from './session.service.js';
import { SetupService } from './setup.service.js';
import { whenceOf } from './whence.js';

@ApiTags('identity')
@Controller('api/setup')
export class SetupController {
  constructor(
    private readonly setup: SetupService,
    private readonly cookie: SessionCookie,
    private readonly sessions: SessionService,
  ) {}

  /** The first administrator, once; signs in. */
  @Post()
  @Public()
  @HttpCode(200)
  @LimitRate('setup')
  async setUp(
    @Body() body: SetupDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionInfo> {
    const { token } = await this.setup.setUp(body, whenceOf(request));
    this.cookie.set(response, token);
    const { operator, csrfToken } = await this.sessions.opened(token);
    return sessionInfo(operator, csrfToken, false);
  }
}
