import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

import { Bus } from '../../platform/bus/bus.js';
import { Revisions } from './revisions.js';

/** Somebody has a connection on the node that says so. `since`: server epoch ms. */
export interface Seated {
  readonly contestId: string;
  readonly participantId: string;
  readonly since: number;
}

/** What a node tells the others about contests: where to look, never what is there. */
export type ContestHint =
  | { readonly kind: 'moved'; readonly contestId: string; readonly version: number }
  | { readonly kind: 'deleted'; readonly contestId: string }
  | { readonly kind: 'seated'; readonly seated: readonly Seated[] }
  | Revised;

/** Rows that leave no version are other ones now. `revision` of the contest since; null where it could not be counted. */
export type Revised = { readonly contestId: string; readonly revision: number | null } & (
  | { readonly kind: 'edited' | 'matters' | 'caption' }
  | { readonly kind: 'seats'; readonly participantIds: readonly string[] }
  | { readonly kind: 'appeal'; readonly appealId: string }
);
type Unrevised = Revised extends infer One ? (One extends Revised ? Omit<One, 'revision'> : never) : never;

export const CONTEST_HINTS = 'contest';

/** A whole hall comes back at once: what happens in one turn of the loop is one hint. */
@Injectable()
export class Hints {
  #seated: Seated[] = [];
  /** What this node itself has changed and counted. */
  readonly counted = new Subject<{ readonly contestId: string; readonly revision: number | null }>();

  constructor(
    private readonly bus: Bus,
    private readonly revisions: Revisions,
  ) {}

  moved(contestId: string, version: number): void {
    this.#say({ kind: 'moved', contestId, version });
  }

  /** Rows of a draft, or of the contest itself. */
  edited(contestId: string): void {
    this.#revised({ kind: 'edited', contestId });
  }

  deleted(contestId: string): void {
    this.#say({ kind: 'deleted', contestId });
  }

  /** Adjustments or appeals. */
  mattersChanged(contestId: string): void {
    this.#revised({ kind: 'matters', contestId });
  }

  captionSent(contestId: string): void {
    this.#revised({ kind: 'caption', contestId });
  }

  /** Name, needs, codes, token, removal, erasure: the row says which. */
  seatsChanged(contestId: string, participantIds: readonly string[]): void {
    if (participantIds.length > 0) this.#revised({ kind: 'seats', contestId, participantIds });
  }

  appealRuled(contestId: string, appealId: string): void {
    this.#revised({ kind: 'appeal', contestId, appealId });
  }

  seated(one: Seated): void {
    if (!this.bus.isShared) return;
    if (this.#seated.length === 0) {
      setImmediate(() => {
        const seated = this.#seated;
        this.#seated = [];
        this.#say({ kind: 'seated', seated });
      });
    }
    this.#seated.push(one);
  }

  /** Counted in the rows first: whoever does not hear of it sees that something was missed. */
  #revised(hint: Unrevised): void {
    if (!this.bus.isShared) return;
    const { contestId } = hint;
    void this.revisions.count(contestId).then((revision) => {
      this.#say({ ...hint, revision } as Revised);
      this.counted.next({ contestId, revision });
    });
  }

  #say(hint: ContestHint): void {
    if (this.bus.isShared) this.bus.publish(CONTEST_HINTS, hint);
  }
}
