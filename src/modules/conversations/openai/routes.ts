import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Ctx } from "../../../kernel/ctx.ts";
import { AppError } from "../../../kernel/errors.ts";
import { FrameWriter } from "../../../kernel/http/frame-writer.ts";
import { toAppError } from "../../../kernel/http/problem.ts";
import type { Access, HttpApp } from "../../../kernel/http/types.ts";
import { listModels } from "../../models/index.ts";
import { listAssistants } from "../assistants/list-assistants.ts";
import { type BegunCompletion, beginCompletion } from "../complete-chat.ts";
import { collectAnswer } from "./collect-answer.ts";
import { CompletionStream } from "./completion-stream.ts";
import { assistantModelId } from "./completion-turn.ts";
import { type CompletionHead, completionOf } from "./completion-wire.ts";
import { sendOpenaiError } from "./openai-error.ts";
import { chatCompletionRequest } from "./request-schema.ts";

const access: Access = { kind: "api-key", scope: "chat" };
const tags = ["OpenAI-compatible"];
/** Images travel in the body, bytes. */
const BODY_LIMIT_BYTES = 25 * 1024 * 1024;

/** `/v1`: what the official OpenAI clients call, unchanged. Errors have OpenAI's shape here. */
export function openaiRoutes(http: HttpApp): void {
  http.register(async (v1) => {
    const scoped = v1.withTypeProvider<ZodTypeProvider>();
    scoped.setErrorHandler((error, request, reply) => {
      const failure = toAppError(error);
      request.ctx.kernel.metrics.countError(failure.code);
      if (failure.report) request.log.error({ err: error, code: failure.code }, "Request failed");
      return sendOpenaiError(reply, failure);
    });
    scoped.post(
      "/v1/chat/completions",
      {
        bodyLimit: BODY_LIMIT_BYTES,
        config: { access },
        schema: { tags, summary: "Chat completion", body: chatCompletionRequest, security: [{ apiKey: [] }] },
      },
      async (request, reply) => {
        const begun = await beginCompletion(request.ctx, request.body);
        const head: CompletionHead = {
          id: `chatcmpl-${begun.answerId}`,
          created: Math.floor(request.ctx.kernel.clock.now().getTime() / 1000),
          model: request.body.model,
        };
        if (request.body.stream !== true) return reply.send(await whole(begun, head));
        reply
          .type("text/event-stream; charset=utf-8")
          .header("cache-control", "no-store, no-transform")
          .header("x-accel-buffering", "no");
        const withUsage = request.body.stream_options?.include_usage === true;
        await new CompletionStream(head, withUsage, () => new FrameWriter(reply)).begin(begun);
        return reply;
      },
    );
    scoped.get(
      "/v1/models",
      { config: { access }, schema: { tags, summary: "Models", security: [{ apiKey: [] }] } },
      async (request) => ({
        object: "list",
        data: await models(request.ctx),
      }),
    );
    scoped.get(
      "/v1/models/*",
      {
        config: { access },
        schema: {
          tags,
          summary: "One model",
          params: z.object({ "*": z.string().max(300) }),
          security: [{ apiKey: [] }],
        },
      },
      async (request) => {
        const wanted = request.params["*"];
        const model = (await models(request.ctx)).find((candidate) => candidate.id === wanted);
        if (model === undefined) throw new AppError("model_not_found", `There is no model "${wanted}" here.`);
        return model;
      },
    );
  });
}

async function models(ctx: Ctx) {
  const reader = { ...ctx, permissions: new Set([...ctx.permissions, "models.read", "assistants.read"]) };
  const all = await listModels(reader);
  const { items } = await listAssistants(reader);
  return [
    ...all
      .filter((model) => model.available)
      .map((model) => listed(model.id, model.price.effectiveFrom, model.provider.id)),
    ...items.map((assistant) => listed(assistantModelId(assistant, items), assistant.createdAt, "workspace")),
  ];
}

function listed(id: string, since: string, owner: string) {
  return { id, object: "model", created: Math.floor(Date.parse(since) / 1000), owned_by: owner };
}

async function whole(begun: BegunCompletion, head: CompletionHead) {
  const answer = collectAnswer();
  const end = await begun.run(answer.take);
  if (end.failure !== null) throw end.failure;
  return completionOf(head, { text: end.text, ...answer.rest() }, answer.finishReason(), end.receipt);
}
