/** The data say something that the server must not begin with; the message is one sentence, Chinese and English. */
export class UnfitDataError extends Error {
  constructor(chinese: string, english: string) {
    super(`${chinese} (${english})`);
    this.name = 'UnfitDataError';
  }
}
