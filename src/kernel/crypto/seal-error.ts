/** A sealed text cannot be opened. The message says what an operator can do and never holds the secret. */
export class SealError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SealError";
  }
}
