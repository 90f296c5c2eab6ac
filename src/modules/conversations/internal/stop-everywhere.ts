import type { Ctx } from "../../../kernel/ctx.ts";
import { liveAnswers, StopReason } from "./live-answers.ts";

/** How long to wait for the process that writes the answer, ms. */
const PATIENCE_MS = 3_000;

/** Stops an answer wherever it is being written, and waits until it is saved. */
export async function stopEverywhere(ctx: Ctx, answerId: string): Promise<void> {
  const { kernel } = ctx;
  const live = liveAnswers(kernel).get(answerId);
  const patience = AbortSignal.timeout(PATIENCE_MS);
  if (live !== undefined) {
    live.stop(new StopReason("stopped"));
    while (!live.ended && !patience.aborted) await live.changed(Number.POSITIVE_INFINITY, patience);
    return;
  }
  const channel = `answer:${answerId}`;
  await new Promise<void>((resolve) => {
    const done = () => {
      unsubscribe();
      resolve();
    };
    const unsubscribe = kernel.realtime.subscribe(channel, (delivery) => {
      const message = delivery.type === "message" ? delivery.message : null;
      if (typeof message === "object" && message !== null && "type" in message && message.type === "ended")
        done();
    });
    patience.addEventListener("abort", done, { once: true });
    kernel.realtime.publish(channel, { type: "stop" }).catch(done);
  });
}
