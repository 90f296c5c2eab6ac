export interface BrowserProgram {
  readonly executablePath: string;
  /** Variables that it needs besides those of the process. */
  readonly env: Readonly<Record<string, string>>;
}
