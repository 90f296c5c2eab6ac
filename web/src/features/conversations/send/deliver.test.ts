import { expect, test } from "vitest";
import { ApiProblem } from "../../../api/problem.ts";
import type { Sent } from "../types.ts";
import { type DeliverDeps, deliver } from "./deliver.ts";

const problem = (status: number, code = "x") => new ApiProblem({ status, code, title: "t", detail: "d" });
const sent: Sent = {
  conversation: {
    id: "c1",
    title: "",
    titled: false,
    model: null,
    assistant: null,
    answering: true,
    createdAt: "2026-11-20T10:00:00.000Z",
    updatedAt: "2026-11-20T10:00:00.000Z",
  },
  question: message("user"),
  answer: message("assistant"),
  replayed: false,
};

function message(role: "user" | "assistant"): Sent["question"] {
  return {
    id: role,
    role,
    status: "complete",
    text: "",
    attachments: [],
    citations: [],
    verdict: null,
    author: null,
    model: null,
    heldMicroPt: null,
    receipt: null,
    failure: null,
    continuesId: null,
    createdAt: "2026-11-20T10:00:00.000Z",
  };
}

/** Each post takes the next outcome; the journal says what happened in which order. */
function rig(outcomes: readonly (ApiProblem | "ok")[], more: Partial<DeliverDeps> = {}) {
  const journal: string[] = [];
  const abort = new AbortController();
  let at = 0;
  const deps: DeliverDeps = {
    create: async () => {
      journal.push("create");
      return "c1";
    },
    post: async (id) => {
      journal.push(`post ${id}`);
      const outcome = outcomes[at++] ?? "ok";
      if (outcome === "ok") return sent;
      throw outcome;
    },
    discard: (id) => void journal.push(`discard ${id}`),
    onConversation: () => {},
    onWaiting: (_, offline) => void journal.push(offline ? "offline" : "waiting"),
    wait: async (ms) => void journal.push(`wait ${ms}`),
    online: async () => void journal.push("online"),
    isOnline: () => true,
    signal: abort.signal,
    ...more,
  };
  return { deps, journal, abort };
}

test("a first question creates its conversation once, however often it has to be sent", async () => {
  const { deps, journal } = rig([problem(0), problem(503), "ok"]);
  expect(await deliver(null, deps)).toEqual({ kind: "sent", sent });
  expect(journal).toEqual([
    "create",
    "post c1",
    "waiting",
    "wait 1000",
    "post c1",
    "waiting",
    "wait 2000",
    "post c1",
  ]);
});

test("a refusal is final and takes an empty new conversation with it", async () => {
  const refusal = problem(402, "insufficient_credit");
  const { deps, journal } = rig([refusal]);
  expect(await deliver(null, deps)).toEqual({ kind: "refused", problem: refusal });
  expect(journal).toEqual(["create", "post c1", "discard c1"]);
});

test("a refusal in a conversation that stood before leaves it alone", async () => {
  for (const status of [400, 402, 403, 404, 409, 413, 429]) {
    const { deps, journal } = rig([problem(status)]);
    expect((await deliver("c7", deps)).kind).toBe("refused");
    expect(journal).toEqual(["post c7"]);
  }
});

test("a server that fails three more times is left to the person", async () => {
  const { deps, journal } = rig([problem(500), problem(503), problem(500), problem(500)]);
  expect((await deliver("c7", deps)).kind).toBe("failed");
  expect(journal.filter((line) => line.startsWith("post"))).toHaveLength(4);
});

test("a lost connection is waited for as long as it takes, with pauses of at most 15 s", async () => {
  const { deps, journal } = rig([...Array.from({ length: 8 }, () => problem(0)), "ok"]);
  expect((await deliver("c7", deps)).kind).toBe("sent");
  expect(journal.filter((line) => line.startsWith("wait ")).at(-1)).toBe("wait 15000");
});

test("without a network it waits for one and uses up no try", async () => {
  const outcomes = [problem(0), problem(0), problem(0), problem(0), problem(0), problem(0), "ok"] as const;
  const { deps, journal } = rig(outcomes, { isOnline: () => false });
  expect((await deliver("c7", deps)).kind).toBe("sent");
  expect(journal).not.toContain("wait 1000");
});

test("the person can call it back while it waits", async () => {
  const { deps, journal, abort } = rig([problem(0)], { wait: async () => abort.abort() });
  expect(await deliver("c7", deps)).toEqual({ kind: "cancelled" });
  expect(journal).toEqual(["post c7", "waiting"]);
});
