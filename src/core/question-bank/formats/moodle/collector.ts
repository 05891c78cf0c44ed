import type { Fault } from '../../understand/fault.js';
import type { Place, Problem, Reading, ReadItem } from '../reading.js';
import type { Making } from './graded.js';
import type { Notes } from './notes.js';

const placed = (place: Place, { code, message, excerpt }: Fault): Problem => ({
  place,
  code,
  message,
  ...(excerpt === undefined ? {} : { excerpt }),
});

/** Counts what was found: each item is taken or refused, with what was noticed about it. */
export class Collector {
  private readonly items: ReadItem[] = [];
  private readonly rejected: Problem[] = [];
  private readonly warnings: Problem[] = [];

  add(place: Place, making: Making, notes: Notes): void {
    if (!making.ok) {
      this.rejected.push(placed(place, making.error));
      return;
    }
    this.items.push({ place, item: making.value });
    this.warnings.push(...notes.warnings().map((warning) => placed(place, warning)));
  }

  /** About the file as a whole. */
  warn(place: Place, problem: Fault): void {
    this.warnings.push(placed(place, problem));
  }

  done(): Reading {
    const { items, rejected, warnings } = this;
    return { read: items.length + rejected.length, items, rejected, warnings };
  }
}
