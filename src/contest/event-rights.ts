import { Injectable, Logger, type CanActivate, type ExecutionContext } from '@nestjs/common';

import type { Right } from '../core/access/rights.js';
import { can } from '../identity/identity.module.js';
import { refuse } from '../platform/refusal.js';
import type { ClientEvent } from '../protocol/events.js';
import type { ContestSocket } from './live/broadcaster.js';
import { Watch } from './live/watch.js';

/**
 * What each event asks of its sender, one of them where there are several; `anyone` is settled by the token or key that
 * it brings. Who takes part, and under which name, is for hosts while it runs and for arbiters after the end.
 */
export const EVENT_RIGHTS: Readonly<Record<ClientEvent, readonly Right[] | 'anyone'>> = {
  'contest:join': 'anyone',
  'contest:watch': 'anyone',
  'contest:sync': 'anyone',
  'response:submit': 'anyone',
  'participant:update-needs': 'anyone',
  'clock:ping': 'anyone',
  'record:own': 'anyone',
  'appeal:file': 'anyone',
  'item:peek': ['contest.host'],
  'contest:open-lobby': ['contest.host'],
  'contest:return-to-draft': ['contest.host'],
  'round:introduce': ['contest.host'],
  'item:present': ['contest.host'],
  'item:open': ['contest.host'],
  'item:extend': ['contest.host'],
  'item:close': ['contest.host'],
  'item:reveal': ['contest.host'],
  'item:reopen': ['contest.host'],
  'item:skip': ['contest.host'],
  'item:void': ['contest.host'],
  'leaderboard:show': ['contest.host'],
  'leaderboard:freeze': ['board.freeze'],
  'leaderboard:thaw': ['board.freeze'],
  'contest:pause': ['contest.host'],
  'contest:resume': ['contest.host'],
  'contest:end': ['contest.host'],
  'contest:finalize': ['contest.host'],
  'contest:take-over': ['contest.host'],
  'screen:show': ['contest.host'],
  'participant:remove': ['contest.host', 'correction.apply'],
  'participant:rename': ['contest.host', 'correction.apply'],
  'participant:set-needs': ['contest.host'],
  'caption:send': ['contest.host'],
};

/** Before the message is looked at. Asked anew each time: a right that was taken away is gone at once. */
@Injectable()
export class EventRights implements CanActivate {
  private readonly logger = new Logger('Access');

  constructor(private readonly watch: Watch) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const message = context.switchToWs();
    const event = message.getPattern() as ClientEvent;
    // An event that the table does not have is shut.
    const anyOf = EVENT_RIGHTS[event] ?? [];
    if (anyOf === 'anyone') return true;
    const operator = await this.watch.operatorOf(message.getClient<ContestSocket>());
    if (!anyOf.some((right) => can(operator, right))) {
      this.logger.warn({ msg: 'turned away', code: 'auth.forbidden', event, operatorId: operator.id });
      throw refuse('auth.forbidden');
    }
    return true;
  }
}
