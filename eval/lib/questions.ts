import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { z } from "zod";

/** In the order of the report. */
export const KINDS = [
  "shared",
  "partly-reworded",
  "reworded",
  "number",
  "negation",
  "table",
  "other-language",
  "cross-language",
  "unanswerable",
] as const;
export type Kind = (typeof KINDS)[number];

const answerSchema = z.strictObject({
  /** Path below the corpus folder. */
  document: z.string().min(1),
  /** A piece of the answering passage that stands nowhere else in the document. */
  contains: z.string().min(3),
  /** What an answer has to say, where that is less than `contains`. */
  says: z.string().min(1).optional(),
});

const questionSchema = z
  .strictObject({
    id: z.string().min(1),
    question: z.string().min(3),
    kind: z.enum(KINDS),
    /** Any of them answers. None: the corpus does not. */
    answers: z.array(answerSchema),
    /** Of the question, ISO 639-1. */
    language: z.string().length(2).default("en"),
  })
  .refine(({ kind, answers }) => (kind === "unanswerable") === (answers.length === 0), {
    message: "Unanswerable questions have no answers, all others have one at least.",
  });

export type Question = z.infer<typeof questionSchema>;
export type Answer = Question["answers"][number];

/** @throws Error that names file and line of what is wrong, or an id that is there twice */
export async function readQuestions(paths: readonly string[]): Promise<Question[]> {
  const questions: Question[] = [];
  const ids = new Set<string>();
  for (const path of paths) {
    const lines = (await readFile(path, "utf8")).split("\n");
    lines.forEach((line, index) => {
      if (line.trim() === "") return;
      const at = `${path}:${index + 1}`;
      const parsed = questionSchema.safeParse(parseLine(line, at));
      if (!parsed.success) throw new Error(`${at}: ${z.prettifyError(parsed.error)}`);
      if (ids.has(parsed.data.id)) throw new Error(`${at}: the id ${parsed.data.id} is there twice.`);
      ids.add(parsed.data.id);
      questions.push(parsed.data);
    });
  }
  return questions;
}

function parseLine(line: string, at: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new Error(`${at}: this line is not JSON.`, { cause: error });
  }
}

/** Ranking is tuned on one half; the other one shows whether that holds. Fixed by the id. */
export function halfOf({ id }: Question): "dev" | "held-out" {
  const [byte = 0] = createHash("sha256").update(id).digest();
  return byte % 2 === 0 ? "dev" : "held-out";
}
