import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Account } from "../parley-account.ts";
import { SIMULATED_MODEL } from "../simulated-provider.ts";

/** What one client saw of one answer before its connection broke, or the answer ended. */
export interface Witness {
  readonly surface: "api" | "web";
  /** Null until the server named it. */
  answerId: string | null;
  text: string;
  /** When which length was reached, ms of performance.now(). */
  readonly reached: { readonly at: number; readonly length: number }[];
  /** The client saw the answer's proper end, with this charge in micro-PT. */
  charged: bigint | null;
}

/** How the simulated provider is to answer, and when this client gives up, if it does. */
export interface Question {
  readonly tokens: number;
  readonly delayMs: number;
  readonly leaveAfterMs: number | null;
}

const LONGEST_MS = 30_000;

const chunk = z.object({
  id: z.string(),
  choices: z.array(z.object({ delta: z.object({ content: z.string().optional() }) })),
  usage: z.object({ parley: z.object({ charged_micro_pt: z.string() }) }).optional(),
});
const begun = z.object({ id: z.string() });
const sent = z.object({ answer: z.object({ id: z.string() }) });
const streamed = z.union([
  z.object({ type: z.literal("text"), offset: z.number(), text: z.string() }),
  z.object({
    type: z.literal("done"),
    message: z.object({ text: z.string(), receipt: z.object({ chargedMicroPt: z.string() }).nullable() }),
  }),
]);

/** A program on `/v1`, streaming. Ends without a word when the server dies. */
export async function programAsks(
  url: string,
  account: Account,
  question: Question,
  note: (witness: Witness) => void,
) {
  const witness = newWitness("api");
  note(witness);
  const leaving = new AbortController();
  const left =
    question.leaveAfterMs === null ? undefined : setTimeout(() => leaving.abort(), question.leaveAfterMs);
  try {
    const answer = await fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${account.secret}`, "content-type": "application/json" },
      body: JSON.stringify({
        model: SIMULATED_MODEL,
        stream: true,
        stream_options: { include_usage: true },
        messages: [{ role: "user", content: directive(question) }],
      }),
      signal: AbortSignal.any([leaving.signal, AbortSignal.timeout(LONGEST_MS)]),
    });
    for await (const data of events(answer)) {
      if (data === "[DONE]") return;
      const { id, choices, usage } = chunk.parse(JSON.parse(data));
      witness.answerId = id.replace("chatcmpl-", "");
      see(witness, witness.text + (choices[0]?.delta.content ?? ""));
      if (usage !== undefined) witness.charged = BigInt(usage.parley.charged_micro_pt);
    }
  } catch {
    // The server was killed, or the client left: what it saw until then is noted.
  } finally {
    clearTimeout(left);
  }
}

/** A person in the web app: a new conversation, a question, the answer followed; perhaps stopped. */
export async function personAsks(
  account: Account,
  question: Question,
  note: (witness: Witness) => void,
): Promise<void> {
  const witness = newWitness("web");
  note(witness);
  try {
    const conversation = begun.parse(await (await account.call("POST", "/conversations", {})).json());
    const home = `/conversations/${conversation.id}/messages`;
    const message = {
      text: directive(question),
      model: SIMULATED_MODEL,
      idempotencyKey: `trial-${conversation.id}`,
    };
    const { answer } = sent.parse(await (await account.call("POST", home, message)).json());
    witness.answerId = answer.id;
    if (question.leaveAfterMs !== null) {
      void delay(question.leaveAfterMs)
        .then(() => account.call("POST", `${home}/${answer.id}/stop`))
        .catch(() => undefined);
    }
    const stream = await account.call(
      "GET",
      `${home}/${answer.id}/stream`,
      undefined,
      AbortSignal.timeout(LONGEST_MS),
    );
    for await (const data of events(stream)) {
      const event = streamed.parse(JSON.parse(data));
      if (event.type === "text") see(witness, witness.text.slice(0, event.offset) + event.text);
      else witness.charged = BigInt(event.message.receipt?.chargedMicroPt ?? 0);
    }
  } catch {
    // As above.
  }
}

/** Short answers without a pause, one after the other: holds and settlements as fast as they go. */
export async function programHurries(url: string, account: Account, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    const answer = await fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${account.secret}`, "content-type": "application/json" },
      body: JSON.stringify({
        model: SIMULATED_MODEL,
        messages: [{ role: "user", content: directive({ tokens: 3, delayMs: 0 }) }],
      }),
      signal: AbortSignal.any([until, AbortSignal.timeout(LONGEST_MS)]),
    }).catch(() => null);
    if (answer === null) return;
    await answer.text().catch(() => "");
  }
}

function newWitness(surface: Witness["surface"]): Witness {
  return { surface, answerId: null, text: "", reached: [], charged: null };
}

function see(witness: Witness, text: string): void {
  if (text.length === witness.text.length) return;
  witness.text = text;
  witness.reached.push({ at: performance.now(), length: text.length });
}

function directive({ tokens, delayMs }: Pick<Question, "tokens" | "delayMs">): string {
  return `Tell me more. simulate:tokens=${tokens},delay=${delayMs}`;
}

/** The `data:` lines of an event stream. */
async function* events(answer: Response): AsyncGenerator<string> {
  if (answer.status !== 200 || answer.body === null) throw new Error(`Answered with ${answer.status}.`);
  let rest = "";
  for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith("data: ")) yield line.slice("data: ".length);
  }
}
