import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What a feature keeps of people: each says what of a person it has, and takes the person out of it. */
export interface PersonPart {
  /** Under which it stands in the person's copy of their data. */
  readonly name: string;
  /** Plain JSON; null where there is nothing. */
  export(personId: string): Promise<unknown>;
  /** In the transaction that erases the person: what stays must lead to nobody. @param at epoch milliseconds */
  erase(manager: EntityManager, personId: string, at: number): Promise<void>;
}

/** Every feature that keeps something of a person registers here at its start, so that no copy and no erasure misses it. */
@Injectable()
export class PersonParts {
  private readonly parts: PersonPart[] = [];

  register(part: PersonPart): void {
    if (this.parts.some(({ name }) => name === part.name)) throw new Error(`two parts named ${part.name}`);
    this.parts.push(part);
  }

  /** By name of the part; those that have nothing are left out. */
  async export(personId: string): Promise<Readonly<Record<string, unknown>>> {
    const all: [string, unknown][] = [];
    for (const part of this.parts) all.push([part.name, await part.export(personId)]);
    return Object.fromEntries(all.filter(([, kept]) => kept !== null));
  }

  async erase(manager: EntityManager, personId: string, at: number): Promise<void> {
    for (const part of this.parts) await part.erase(manager, personId, at);
  }
}
