import type { BrowserContext, ConsoleMessage } from "playwright-core";

/** Chromium's own line for an answer with an error status or for none; the answers themselves are judged apart. */
const RESOURCE = "Failed to load resource";

/** Listens to everything that the pages of a test complain about. */
export class PageWatch {
  /** Every line, to be read when a test has failed. */
  readonly log: string[] = [];
  readonly #faults: string[] = [];
  readonly #expected: RegExp[] = [];

  watch(context: BrowserContext): void {
    context.on("console", (message) => this.#heard(message));
    context.on("weberror", (error) =>
      this.#fault(`uncaught: ${error.error().stack ?? error.error().message}`),
    );
    context.on("response", (response) => {
      const line = `${response.status()} ${response.request().method()} ${response.url()}`;
      if (response.status() >= 400) this.log.push(line);
      if (response.status() >= 500) this.#fault(line);
    });
  }

  /** A fault that the test brings about on purpose. */
  expectFault(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  /** Uncaught errors, console errors (breaches of the content security policy among them) and 5xx answers. */
  faults(): string[] {
    return this.#faults.filter((fault) => !this.#expected.some((pattern) => pattern.test(fault)));
  }

  #heard(message: ConsoleMessage): void {
    const line = `${message.type()}: ${message.text()} (${message.location().url})`;
    this.log.push(line);
    if (message.type() === "error" && !message.text().startsWith(RESOURCE)) this.#fault(line);
  }

  #fault(line: string): void {
    this.log.push(line);
    this.#faults.push(line);
  }
}
