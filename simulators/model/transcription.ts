/** What a form with a recording holds, and what is said in it. */
export interface SimulatedRecording {
  readonly model: string;
  readonly answer: object;
}

const FIELD = (name: string) =>
  new RegExp(`name="${name}"(?:; filename="[^"]*")?[^]*?\\r\\n\\r\\n([^]*?)\\r\\n--`);
const LINE = /^\[(\d{1,6})\] (.+)$/gm;
/** The last words take so long. */
const LAST_SECONDS = 6;

/**
 * The answer to `verbose_json` or `json`: what is said are the lines of the file that read `[seconds] words`; nothing is
 * heard in one without. Returns a sentence where the form is not what OpenAI asks for.
 */
export function transcriptionDocument(form: string): SimulatedRecording | string {
  const model = FIELD("model").exec(form)?.[1];
  const file = FIELD("file").exec(form)?.[1];
  if (model === undefined) return "you must provide a model parameter";
  if (file === undefined) return "Missing required parameter: 'file'.";
  const segments = [...file.matchAll(LINE)].map(([, start, text], id) => ({
    id,
    start: Number(start),
    text: ` ${text}`,
  }));
  const text = segments
    .map((segment) => segment.text)
    .join("")
    .trim();
  if (FIELD("response_format").exec(form)?.[1] !== "verbose_json") return { model, answer: { text } };
  const duration = (segments.at(-1)?.start ?? 0) + LAST_SECONDS;
  return { model, answer: { task: "transcribe", language: "english", duration, text, segments } };
}
