import type { Archive } from "./archive.ts";

/** What an Office reader is given beside the reading. */
export interface OfficeFile {
  readonly archive: Archive;
  /** Name of the main part, "word/document.xml" as a rule. */
  readonly main: string;
}
