import type { ModuleDefinition } from "../../kernel/module.ts";
import { assistantRoutes } from "./assistants/routes.ts";
import { Checkpoints, checkpointsOf, setCheckpoints } from "./internal/checkpoints.ts";
import { liveAnswers, StopReason } from "./internal/live-answers.ts";
import { openaiRoutes } from "./openai/routes.ts";
import { purgeDeleted, recoverAbandoned } from "./recover-abandoned.ts";
import { conversationRoutes } from "./routes.ts";

/** How long running answers may go on while the process stops, ms; then they are kept as interrupted. */
const FINISH_MS = 8_000;
const SAVE_MS = 5_000;

export const conversationsModule: ModuleDefinition = {
  name: "conversations",
  routes: (http) => {
    conversationRoutes(http);
    assistantRoutes(http);
    openaiRoutes(http);
  },
  sweeps: [
    {
      name: "conversations.recover-abandoned",
      everyMs: 5_000,
      run: async (kernel) => void (await recoverAbandoned(kernel)),
    },
    {
      name: "conversations.purge-deleted",
      everyMs: 3_600_000,
      run: async (kernel) => void (await purgeDeleted(kernel)),
    },
  ],
  start: async (kernel) => setCheckpoints(kernel, new Checkpoints(kernel)),
  stop: async (kernel) => {
    const live = liveAnswers(kernel);
    const ended = () =>
      Promise.all([...live.values()].map((answer) => answer.changed(Number.POSITIVE_INFINITY, never)));
    await withinMs(ended(), FINISH_MS);
    for (const answer of live.values()) answer.stop(new StopReason("interrupted"));
    await withinMs(ended(), SAVE_MS);
    await checkpointsOf(kernel).close();
  },
};

const never = new AbortController().signal;

async function withinMs(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    work,
    new Promise((resolve) => {
      timer = setTimeout(resolve, ms);
    }),
  ]);
  clearTimeout(timer);
}
