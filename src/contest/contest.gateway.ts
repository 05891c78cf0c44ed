import { UseFilters, UsePipes } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
} from '@nestjs/websockets';

import { AckFilter } from '../platform/socket/ack-filter.js';
import { SocketValidationPipe } from '../platform/socket/socket-validation.pipe.js';
import { NAMESPACE, type JoinReceipt } from '../protocol/events.js';
import type { Snapshot } from '../protocol/frames.js';
import { JoinDto, PingDto, SyncDto, UpdateNeedsDto, WatchDto } from './dto/participant.dto.js';
import { Handshake } from './entry/handshake.js';
import { Doorkeeper } from './entry/doorkeeper.js';
import type { ContestNamespace, ContestSocket } from './live/broadcaster.js';
import { ResponseIntake } from './live/response-intake.js';
import { Watch } from './live/watch.js';
import { Clock } from '../platform/clock/clock.js';

/** What participants and watchers send. Every method validates (by its DTO), stamps and delegates. */
@WebSocketGateway({ namespace: NAMESPACE })
@UsePipes(SocketValidationPipe)
@UseFilters(AckFilter)
export class ContestGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect {
  constructor(
    private readonly handshake: Handshake,
    private readonly doorkeeper: Doorkeeper,
    private readonly intake: ResponseIntake,
    private readonly watchers: Watch,
    private readonly clock: Clock,
  ) {}

  afterInit(namespace: ContestNamespace): void {
    this.handshake.guard(namespace);
  }

  /** Synchronous up to the hot event's binding: a response sent with the first packet must find its listener. */
  handleConnection(socket: ContestSocket): void {
    this.intake.bind(socket);
    this.doorkeeper.welcome(socket);
  }

  handleDisconnect(socket: ContestSocket): void {
    this.doorkeeper.leave(socket);
  }

  @SubscribeMessage('contest:join')
  join(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: JoinDto): Promise<JoinReceipt> {
    return this.doorkeeper.join(socket, message);
  }

  @SubscribeMessage('contest:watch')
  watch(@ConnectedSocket() socket: ContestSocket, @MessageBody() message: WatchDto): Promise<{ snapshot: Snapshot }> {
    return this.watchers.watch(socket, message);
  }

  @SubscribeMessage('contest:sync')
  sync(
    @ConnectedSocket() socket: ContestSocket,
    @MessageBody() message: SyncDto,
  ): { snapshot: Snapshot } | Promise<{ snapshot: Snapshot }> {
    return this.doorkeeper.sync(socket, message.contestId) ?? this.watchers.sync(socket, message.contestId);
  }

  @SubscribeMessage('participant:update-needs')
  updateNeeds(
    @ConnectedSocket() socket: ContestSocket,
    @MessageBody() message: UpdateNeedsDto,
  ): Promise<Record<string, never>> {
    return this.doorkeeper.updateNeeds(socket, message);
  }

  @SubscribeMessage('clock:ping')
  ping(@MessageBody() message: PingDto): { sentAt: number; serverAt: number } {
    return { sentAt: message.sentAt, serverAt: this.clock.now() };
  }
}
