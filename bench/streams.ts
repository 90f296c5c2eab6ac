import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { z } from "zod";
import { faultsInBooks } from "../src/testing/books.ts";
import { quantile, seeded } from "./lib/figures.ts";
import { numbersOf, plain, report, say } from "./lib/report.ts";
import { openStream, type StreamTarget, throughTarget } from "./lib/stream-client.ts";
import { withWorkbench } from "./lib/workbench.ts";

/** Thousands of streams of numbered tokens: is one lost or out of its place, and is each charged for what it was? */
const settings = numbersOf({ streams: 5_000, callers: 64, tokens: 60, delay: 1, seed: 1 });

const usage = z.object({
  completion_tokens: z.number(),
  parley: z.object({ charged_micro_pt: z.string() }),
});
const chunk = z.object({
  choices: z.array(z.object({ delta: z.object({ content: z.string().optional() }) })),
  usage: usage.optional(),
});

interface Outcome {
  readonly sent: number;
  readonly text: string;
  readonly usage: z.infer<typeof usage> | undefined;
  readonly ms: number;
}

await withWorkbench(
  { tokens: settings.tokens, tokenDelayMs: settings.delay },
  async ({ installation, parley, account }) => {
    const admin = await installation.openAdmin();
    const target = throughTarget(parley.url, account);
    const random = seeded(settings.seed);
    const outcomes: Outcome[] = [];
    let failed = 0;
    let begun = 0;
    const caller = async () => {
      while (begun < settings.streams) {
        begun += 1;
        const tokens = Math.ceil(settings.tokens * (0.5 + random()));
        await ask(target, tokens).then(
          (outcome) => outcomes.push(outcome),
          (error: unknown) => {
            failed += 1;
            if (failed < 5) say(String(error));
          },
        );
        if ((outcomes.length + failed) % 1_000 === 0) say(`${outcomes.length + failed} streams`);
      }
    };
    const began = performance.now();
    await Promise.all(Array.from({ length: settings.callers }, caller));
    const seconds = (performance.now() - began) / 1_000;
    await target.pool.destroy();
    await allSettled(admin);

    const tokens = outcomes.reduce((sum, { sent }) => sum + sent, 0);
    const misplaced = outcomes.filter(({ text, sent }) => text !== numbered(sent)).length;
    const miscounted = outcomes.filter(({ usage: used, sent }) => used?.completion_tokens !== sent).length;
    const charged = outcomes.reduce(
      (sum, { usage: used }) => sum + BigInt(used?.parley.charged_micro_pt ?? 0),
      0n,
    );
    const kept = await booksOf(admin, account.workspaceId);
    const faults = await faultsInBooks(admin);
    for (const fault of faults) say(fault);
    const none = (name: string, count: number) => ({
      ...plain(name, count, ""),
      target: "0",
      met: count === 0,
    });
    report(
      `Streams: ${outcomes.length} of ${tokens} tokens in ${seconds.toFixed(1)} s, ${settings.callers} at once`,
      [
        none("streams that failed", failed),
        none("streams with a token lost or out of place", misplaced),
        none("streams whose usage is not their tokens", miscounted),
        none("answers kept with another text", kept.wrongTexts),
        none("charged and not on a receipt, micro-PT", Number(kept.used - charged)),
        none("faults in the books", faults.length),
        plain("tokens per second", tokens / seconds, ""),
        plain(
          "a stream took, p50",
          quantile(
            outcomes.map(({ ms }) => ms),
            0.5,
          ),
          "ms",
        ),
        plain(
          "a stream took, p99",
          quantile(
            outcomes.map(({ ms }) => ms),
            0.99,
          ),
          "ms",
        ),
      ],
    );
  },
);

function ask(target: StreamTarget, tokens: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const began = performance.now();
    openStream(target, `Count. simulate:tokens=${tokens}`, {
      data: (bytes) => chunks.push(bytes),
      fail: reject,
      end(status) {
        const body = Buffer.concat(chunks).toString("utf8");
        if (status !== 200) return reject(new Error(`${status}: ${body.slice(0, 300)}`));
        const outcome: { text: string; usage: Outcome["usage"] } = { text: "", usage: undefined };
        for (const line of body.split("\n")) {
          if (!line.startsWith("data: {")) continue;
          const read = chunk.parse(JSON.parse(line.slice("data: ".length)));
          outcome.text += read.choices[0]?.delta.content ?? "";
          outcome.usage ??= read.usage;
        }
        resolve({ ...outcome, sent: tokens, ms: performance.now() - began });
      },
    });
  });
}

function numbered(tokens: number): string {
  return Array.from({ length: tokens }, (_, n) => `t${n}`).join(" ");
}

/** The last settlements may still be on their way when the last byte has arrived. */
async function allSettled(admin: pg.Pool): Promise<void> {
  for (let look = 0; look < 100; look += 1) {
    const { rows } = await admin.query<{ open: number }>(
      "select count(*)::int as open from ledger.open_hold",
    );
    if (rows[0]?.open === 0) return;
    await delay(100);
  }
}

/** What the workspace was charged, and how many of its answers are not the run of numbers that was sent. */
async function booksOf(admin: pg.Pool, workspaceId: string): Promise<{ used: bigint; wrongTexts: number }> {
  const { rows } = await admin.query<{ used: string; wrong: number }>(
    `select (select used::text from ledger.wallet where workspace_id = $1) as used,
       (select count(*)::int from conversations.message m where workspace_id = $1 and role = 'assistant'
          and text <> (select string_agg('t' || n, ' ' order by n)
            from generate_series(0, array_length(string_to_array(m.text, ' '), 1) - 1) n)) as wrong`,
    [workspaceId],
  );
  return { used: BigInt(rows[0]?.used ?? 0), wrongTexts: rows[0]?.wrong ?? 0 };
}
