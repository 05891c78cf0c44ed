import { Injectable } from '@nestjs/common';

import { Clock } from '../../platform/clock/clock.js';
import { Nodes } from '../../platform/nodes/nodes.service.js';
import { ContestStore } from '../contest.store.js';
import { RUNNING } from '../live/contest-registry.js';

/** Vouches for the responses that a node wrote in its last moments, and acknowledged, before it was gone. */
@Injectable()
export class GoneNodes {
  constructor(nodes: Nodes, store: ContestStore, clock: Clock) {
    nodes.onGone((manager, { beatAt }) =>
      store.adoptResponsesOf(manager, { beatAt, until: clock.now() }, [...RUNNING, 'ended']),
    );
  }
}
