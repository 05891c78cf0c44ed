import { UseFilters, UseGuards, UsePipes } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';

import { AckFilter } from '../platform/socket/ack-filter.js';
import { SocketValidationPipe } from '../platform/socket/socket-validation.pipe.js';
import { NAMESPACE } from '../protocol/events.js';
import type { ItemKey } from '../protocol/frames.js';
import {
  CaptionDto,
  CloseDto,
  ExtendDto,
  FinalizeDto,
  IntroduceRoundDto,
  ItemChoiceDto,
  LifecycleDto,
  PeekDto,
  RemoveDto,
  RenameDto,
  SetNeedsDto,
  ShowLeaderboardDto,
  ShowScreenDto,
  VoidDto,
} from './dto/operator.dto.js';
import { EventRights } from './event-rights.js';
import type { ContestSocket } from './live/broadcaster.js';
import { OperatorDesk } from './live/operator-desk.js';
import { Lobby } from './roster/lobby.js';

/** What it stands on is filled in by the contest itself. */
const FINALIZE = { type: 'finalize', resultDigest: '', openAppeals: 0, openAdjustments: 0 } as const;

type Done = Promise<{ version: number }>;

/** What the console sends. Every method validates (by its DTO), stamps and delegates. */
@WebSocketGateway({ namespace: NAMESPACE })
@UseGuards(EventRights)
@UsePipes(SocketValidationPipe)
@UseFilters(AckFilter)
export class OperatorGateway {
  constructor(
    private readonly desk: OperatorDesk,
    private readonly lobby: Lobby,
  ) {}

  @SubscribeMessage('contest:open-lobby')
  openLobby(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: LifecycleDto): Done {
    return this.lobby.open(socket, message);
  }

  @SubscribeMessage('contest:return-to-draft')
  returnToDraft(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: LifecycleDto): Done {
    return this.desk.command(socket, message, { type: 'return-to-draft' });
  }

  @SubscribeMessage('round:introduce')
  introduceRound(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: IntroduceRoundDto): Done {
    const { roundId } = message;
    return this.desk.command(socket, message, {
      type: 'introduce-round',
      ...(roundId === undefined ? {} : { roundId }),
    });
  }

  @SubscribeMessage('item:present')
  presentItem(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: ItemChoiceDto): Done {
    return this.desk.command(socket, message, { type: 'present-item', ...chosen(message) });
  }

  @SubscribeMessage('item:open')
  openItem(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: LifecycleDto): Done {
    return this.desk.command(socket, message, { type: 'open-item', windowMultiplier: 1 });
  }

  @SubscribeMessage('item:extend')
  extendItem(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: ExtendDto): Done {
    return this.desk.command(socket, message, { type: 'extend-item', ms: message.seconds * 1000 });
  }

  @SubscribeMessage('item:close')
  closeItem(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: CloseDto): Done {
    const override = message.override === true;
    return this.desk.command(socket, message, { type: 'close-item', reason: 'host', override, stillResponding: 0 });
  }

  @SubscribeMessage('item:reveal')
  revealItem(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: LifecycleDto): Done {
    return this.desk.command(socket, message, { type: 'reveal-item' });
  }

  @SubscribeMessage('item:reopen')
  reopenItem(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: LifecycleDto): Done {
    return this.desk.command(socket, message, { type: 'reopen-item', windowMultiplier: 1 });
  }

  @SubscribeMessage('item:skip')
  skipItem(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: ItemChoiceDto): Done {
    return this.desk.command(socket, message, { type: 'skip-item', ...chosen(message) });
  }

  @SubscribeMessage('item:void')
  voidItem(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: VoidDto): Done {
    const { contestItemId, reason } = message;
    return this.desk.command(socket, message, { type: 'void-item', contestItemId, reason });
  }

  @SubscribeMessage('leaderboard:show')
  showLeaderboard(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: ShowLeaderboardDto): Done {
    return this.desk.command(socket, message, { type: 'show-screen', view: message.shown ? 'leaderboard' : 'contest' });
  }

  @SubscribeMessage('leaderboard:freeze')
  freeze(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: LifecycleDto): Done {
    return this.desk.command(socket, message, { type: 'freeze-board' });
  }

  @SubscribeMessage('leaderboard:thaw')
  thaw(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: LifecycleDto): Done {
    return this.desk.command(socket, message, { type: 'thaw-board' });
  }

  @SubscribeMessage('screen:show')
  showScreen(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: ShowScreenDto): Done {
    return this.desk.command(socket, message, { type: 'show-screen', view: message.view });
  }

  @SubscribeMessage('contest:pause')
  pause(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: LifecycleDto): Done {
    return this.desk.command(socket, message, { type: 'pause' });
  }

  @SubscribeMessage('contest:resume')
  resume(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: LifecycleDto): Done {
    return this.desk.command(socket, message, { type: 'resume' });
  }

  @SubscribeMessage('contest:end')
  end(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: LifecycleDto): Done {
    return this.desk.command(socket, message, { type: 'end' });
  }

  @SubscribeMessage('contest:finalize')
  finalize(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: FinalizeDto): Done {
    return this.desk.command(socket, message, { ...FINALIZE, early: message.early?.trim() || null });
  }

  @SubscribeMessage('contest:take-over')
  takeOver(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: LifecycleDto): Done {
    return this.desk.command(socket, message, { type: 'take-over' });
  }

  @SubscribeMessage('participant:remove')
  remove(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: RemoveDto): Done {
    return this.desk.remove(socket, message);
  }

  @SubscribeMessage('participant:rename')
  rename(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: RenameDto): Done {
    return this.desk.rename(socket, message);
  }

  @SubscribeMessage('participant:set-needs')
  setNeeds(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: SetNeedsDto): Done {
    return this.desk.setNeeds(socket, message);
  }

  @SubscribeMessage('caption:send')
  sendCaption(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: CaptionDto): Done {
    return this.desk.sendCaption(socket, message);
  }

  @SubscribeMessage('item:peek')
  peek(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: PeekDto): Promise<{ key: ItemKey }> {
    return this.desk.peek(socket, message);
  }
}

function chosen(message: ItemChoiceDto): { contestItemId?: string } {
  return message.contestItemId === undefined ? {} : { contestItemId: message.contestItemId };
}
