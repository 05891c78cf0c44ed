import { Injectable } from '@nestjs/common';

import { Nodes } from '../../platform/nodes/nodes.service.js';
import { Hints } from './hints.js';
import { NewRows } from './new-rows.js';
import { Peers } from './peers.js';

/** What a running contest needs of the other nodes that serve it. */
@Injectable()
export class OtherNodes {
  constructor(
    readonly hints: Hints,
    readonly peers: Peers,
    readonly rows: NewRows,
    private readonly nodes: Nodes,
  ) {}

  /** Of the other nodes that live, each start of them. */
  get incarnations(): ReadonlySet<string> {
    return new Set(this.nodes.alive.map(({ incarnation }) => incarnation));
  }

  /** False on a single machine: then nothing that it reads was written by anybody else. */
  get isShared(): boolean {
    return this.nodes.isShared;
  }
}
