import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { PersonParts, type PersonPart } from '../../organisation/person-parts.service.js';
import { Reader } from '../../platform/database/reader.js';
import { StatementActorEntity } from '../persistence/statement.entity.js';
import { StatementReader } from './statement-reader.js';
import { StatementStore } from './statement-store.js';

/** Statements, in a person's copy of their data and in its erasure. */
@Injectable()
export class StatementPart implements PersonPart, OnModuleInit {
  readonly name = 'statements';

  constructor(
    private readonly parts: PersonParts,
    private readonly store: StatementStore,
    private readonly statements: StatementReader,
    private readonly reader: Reader,
  ) {}

  onModuleInit(): void {
    this.parts.register(this);
  }

  async export(personId: string): Promise<unknown> {
    const actor = await this.reader.source.manager.findOneBy(StatementActorEntity, { personId });
    if (!actor) return null;
    return { pseudonym: actor.name, statements: await this.statements.allOf(actor.name) };
  }

  erase(manager: EntityManager, personId: string): Promise<void> {
    return this.store.forget(manager, personId);
  }
}
