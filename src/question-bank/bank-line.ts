import { Injectable } from '@nestjs/common';

/**
 * Changes of one bank, one after the other. Large ones take many short transactions, so that responses of a running
 * contest get to the disk in between; what was looked at before the first must still hold at the last. Against a second
 * process stand the constraints of the tables.
 */
@Injectable()
export class BankLine {
  private readonly last = new Map<string, Promise<unknown>>();

  run<T>(bankId: string, job: () => Promise<T>): Promise<T> {
    const turn = (this.last.get(bankId) ?? Promise.resolve()).then(job, job);
    const done = turn
      .catch(() => undefined)
      .then(() => {
        if (this.last.get(bankId) === done) this.last.delete(bankId);
      });
    this.last.set(bankId, done);
    return turn;
  }
}
