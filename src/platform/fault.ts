/** A fault that whoever called a command can mend; both sentences are shown. */
export class Fault extends Error {
  constructor(
    readonly chinese: string,
    readonly english: string,
  ) {
    super(english);
  }
}
