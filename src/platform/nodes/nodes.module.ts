import { Module } from '@nestjs/common';

import { Nodes } from './nodes.service.js';

/** Who else serves the same database. */
@Module({ providers: [Nodes], exports: [Nodes] })
export class NodesModule {}
