/** One job after the other. */
export class Line {
  #last: Promise<unknown> = Promise.resolve();

  /** @param onFault told of what failed behind an acknowledgement */
  constructor(private readonly onFault: (error: unknown) => void) {}

  /** `acknowledge` settles the caller's promise before the job is over. */
  run<T>(job: (acknowledge: (value: T) => void) => Promise<void>): Promise<T> {
    return new Promise((resolve, reject) => {
      let acknowledged = false;
      const acknowledge = (value: T): void => {
        acknowledged = true;
        resolve(value);
      };
      const run = async (): Promise<void> => {
        try {
          await job(acknowledge);
        } catch (error) {
          if (acknowledged) this.onFault(error);
          else reject(error as Error);
        }
      };
      this.#last = this.#last.then(run);
    });
  }

  /** Resolves when everything begun so far is over. */
  async over(): Promise<void> {
    await this.#last;
  }
}
