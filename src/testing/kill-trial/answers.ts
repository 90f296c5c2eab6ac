import type pg from "pg";
import { countTokens } from "../../modules/models/index.ts";
import type { Witness } from "./clients.ts";

/** An answer as it stands in the database, with what the ledger says of its hold. */
interface Answer {
  id: string;
  status: string;
  text: string;
  settled: boolean;
  prompt_tokens: number;
  /** How often a hold, and how often a charge, was posted under its hold. */
  holds: number;
  usages: number;
  used: string;
  input_tokens: number | null;
  output_tokens: number | null;
  source: string | null;
  open: boolean;
}

/** Micro-PT per million tokens. */
export interface Price {
  readonly input: bigint;
  readonly output: bigint;
}

export interface Judgement {
  readonly answers: number;
  readonly interrupted: number;
  /** Longest time of text that clients had seen and that was not kept, ms: checkpoints come once a second. */
  readonly longestUnsavedMs: number;
  readonly faults: readonly string[];
}

/**
 * Every answer since `since` against the ledger and against what its client saw.
 * @param killedAt performance.now() at the kill
 */
export async function judgeAnswers(
  admin: pg.Pool,
  since: Date,
  witnesses: readonly Witness[],
  price: Price,
  killedAt: number,
): Promise<Judgement> {
  const { rows } = await admin.query<Answer>(
    `select m.id, m.status, m.text, m.settled, m.prompt_tokens,
       (select count(*)::int from ledger.transaction t where t.workspace_id = m.workspace_id and t.hold_id = m.hold_id
          and t.kind = 'hold') as holds,
       (select count(*)::int from ledger.transaction t where t.workspace_id = m.workspace_id and t.hold_id = m.hold_id
          and t.kind = 'usage') as usages,
       coalesce(u.used, 0)::text as used, u.input_tokens, u.output_tokens, u.details ->> 'usageSource' as source,
       exists (select from ledger.open_hold o where o.workspace_id = m.workspace_id and o.id = m.hold_id) as open
     from conversations.message m
     left join lateral (select used, input_tokens, output_tokens, details from ledger.transaction t
       where t.workspace_id = m.workspace_id and t.hold_id = m.hold_id and t.kind = 'usage' limit 1) u on true
     where m.role = 'assistant' and m.created_at >= $1`,
    [since],
  );
  const seen = new Map(
    witnesses.flatMap((witness) => (witness.answerId === null ? [] : [[witness.answerId, witness]])),
  );
  const faults = rows.flatMap((answer) =>
    faultsOf(answer, seen.get(answer.id), price).map(
      (fault) => `${fault}: ${JSON.stringify(answer).slice(0, 400)}`,
    ),
  );
  const known = new Set(rows.map(({ id }) => id));
  for (const id of seen.keys())
    if (!known.has(id)) faults.push(`a client saw answer ${id}, which is not kept`);
  return {
    answers: rows.length,
    interrupted: rows.filter(({ status }) => status === "interrupted").length,
    longestUnsavedMs: Math.max(0, ...rows.map((answer) => unsavedMs(answer, seen.get(answer.id), killedAt))),
    faults,
  };
}

function faultsOf(answer: Answer, witness: Witness | undefined, price: Price): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, otherwise: string) => {
    if (!holds) faults.push(otherwise);
  };
  const delivered = answer.text !== "";
  must(answer.status !== "streaming", "an answer stays streaming");
  must(answer.settled, "an answer stays unsettled");
  must(!answer.open, "the hold of an ended answer is open");
  must(isNumbered(answer.text), "the kept text has lost or moved a token");
  must(answer.holds <= 1, "an answer was held twice");
  must(
    answer.usages === (delivered ? 1 : 0),
    delivered ? "a delivered answer is not charged once" : "nothing was delivered and something charged",
  );
  if (delivered && answer.usages === 1) {
    const output = answer.source === "provider" ? answer.text.split(" ").length : countTokens(answer.text);
    must(answer.output_tokens === output, `${output} tokens are kept and others charged`);
    const cost =
      BigInt(answer.input_tokens ?? 0) * price.input + BigInt(answer.output_tokens ?? 0) * price.output;
    must(BigInt(answer.used) === (cost + 999_999n) / 1_000_000n, "the charge is not its tokens at the price");
  }
  if (witness === undefined) return faults;
  const [shorter, longer] = [answer.text, witness.text].sort((a, b) => a.length - b.length);
  must(longer?.startsWith(shorter ?? "") === true, "the client saw another text than is kept");
  if (witness.charged !== null) {
    must(witness.charged === BigInt(answer.used), "the receipt that the client saw is not the ledger's");
    must(witness.text === answer.text, "the client saw the end of an answer that is not kept whole");
  }
  return faults;
}

/** The simulated provider's tokens: `t0 t1 t2 …`; the last may be cut nowhere but at its end. */
function isNumbered(text: string): boolean {
  return text === "" || text.split(" ").every((token, n) => token === `t${n}`);
}

/** How long before the kill the client had first seen text that is not kept, ms. */
function unsavedMs(answer: Answer, witness: Witness | undefined, killedAt: number): number {
  const lost = witness?.reached.find(({ length }) => length > answer.text.length);
  return lost === undefined ? 0 : Math.max(0, killedAt - lost.at);
}
