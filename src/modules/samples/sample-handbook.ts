import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";

const FOLDER = resolve(import.meta.dirname, "../../../samples/handbook");

const questionsSchema = z.object({
  collection: z.string(),
  questions: z.array(z.object({ question: z.string(), document: z.string() })),
});

export interface SampleHandbook {
  /** Name of the collection that it goes into. */
  readonly collection: string;
  /** Each truly answered by the document it names. */
  readonly questions: readonly { readonly question: string; readonly document: string }[];
}

/** The handbook of a company that does not exist, written to try questions on. */
export async function sampleHandbook(): Promise<SampleHandbook> {
  return questionsSchema.parse(JSON.parse(await readFile(join(FOLDER, "questions.json"), "utf8")));
}

export async function sampleFiles(): Promise<{ name: string; content: Buffer }[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".md")).sort();
  return Promise.all(names.map(async (name) => ({ name, content: await readFile(join(FOLDER, name)) })));
}
