import { UseFilters, UsePipes } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';

import { AckFilter } from '../../platform/socket/ack-filter.js';
import { SocketValidationPipe } from '../../platform/socket/socket-validation.pipe.js';
import type { OwnAppeal, OwnRecord } from '../../protocol/corrections.js';
import { NAMESPACE } from '../../protocol/events.js';
import { Doorkeeper } from '../entry/doorkeeper.js';
import type { ContestSocket } from '../live/broadcaster.js';
import { AppealDto, RecordDto } from './appeal.dto.js';
import { Appeals } from './appeals.service.js';

/** What participants ask after the end. Every method validates (by its DTO), stamps and delegates. */
@WebSocketGateway({ namespace: NAMESPACE })
@UsePipes(SocketValidationPipe)
@UseFilters(AckFilter)
export class AppealGateway {
  constructor(
    private readonly doorkeeper: Doorkeeper,
    private readonly appeals: Appeals,
  ) {}

  @SubscribeMessage('record:own')
  record(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: RecordDto): Promise<OwnRecord> {
    const { live, seat } = this.doorkeeper.seated(socket, message.contestId);
    return this.appeals.record(live, seat);
  }

  @SubscribeMessage('appeal:file')
  async file(
    @ConnectedSocket() socket: ContestSocket,
    @MessageBody() message: AppealDto,
  ): Promise<{ appeal: OwnAppeal }> {
    const { live, seat } = this.doorkeeper.seated(socket, message.contestId);
    return { appeal: await this.appeals.file(live, seat, message) };
  }
}
