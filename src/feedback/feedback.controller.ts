import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { LimitRate, Public, RequireRight } from '../identity/identity.module.js';
import type { FeedbackInfo } from '../protocol/rest.js';
import { FeedbackDto } from './feedback.dto.js';
import { FeedbackService } from './feedback.service.js';

@ApiTags('feedback')
@Controller('api/feedback')
export class FeedbackController {
  constructor(private readonly feedback: FeedbackService) {}

  @Post()
  @Public()
  @HttpCode(204)
  @LimitRate('feedback')
  add(@Body() body: FeedbackDto): Promise<void> {
    return this.feedback.add(body);
  }

  @Get()
  @RequireRight('feedback.read')
  list(): Promise<FeedbackInfo[]> {
    return this.feedback.list();
  }
}
