import type { ProblemCode } from '../../core/question-bank/formats/reading.js';

/** Nothing of the file can be read. The message is shown to the person who brought it: one Chinese sentence, what to do. */
export class FileError extends Error {
  override readonly name = 'FileError';

  constructor(
    readonly code: ProblemCode,
    message: string,
  ) {
    super(message);
  }
}
