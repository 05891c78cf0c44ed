import { Controller, Get, Ip, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { addressOf, FailureThrottle } from '../../identity/identity.module.js';
import { RefusalError, refuse } from '../../platform/refusal.js';
import type { EntryInfo } from '../../protocol/rest.js';
import { PIN } from '../dto/participant.dto.js';
import { EntryService } from './entry.service.js';

/** What the join page asks for before anybody has said who they are. */
@ApiTags('entry')
@Controller('api/entry')
export class EntryController {
  constructor(
    private readonly entry: EntryService,
    private readonly throttle: FailureThrottle,
  ) {}

  @Get(':pin')
  async info(@Param('pin') pin: string, @Ip() ip: string): Promise<EntryInfo> {
    const address = addressOf(ip);
    this.throttle.assertAllowed(address);
    try {
      if (!PIN.test(pin)) throw refuse('entry.pin-unknown');
      return await this.entry.info(pin);
    } catch (error) {
      if (error instanceof RefusalError && error.refusal.code === 'entry.pin-unknown') this.throttle.recordFailure(address);
      throw error;
    }
  }
}
