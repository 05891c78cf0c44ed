import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { PersonParts, type PersonPart } from '../../organisation/person-parts.service.js';
import { WrongItems } from './wrong-items.js';

/** The wrong-item book, in a person's copy of their data and in its erasure. */
@Injectable()
export class WrongItemPart implements PersonPart, OnModuleInit {
  readonly name = 'wrongItems';

  constructor(
    private readonly parts: PersonParts,
    private readonly items: WrongItems,
  ) {}

  onModuleInit(): void {
    this.parts.register(this);
  }

  export(personId: string): Promise<unknown> {
    return this.items.export(personId);
  }

  erase(manager: EntityManager, personId: string): Promise<void> {
    return this.items.erase(manager, personId);
  }
}
