import { z } from "zod";
import { idSchema, pageSchema } from "../../kernel/contract.ts";
import { eventStreams } from "../../kernel/http/event-stream.ts";
import { type HttpApp, member } from "../../kernel/http/types.ts";
import { answerAgain } from "./answer-again.ts";
import { deleteConversation, renameConversation, restoreConversation } from "./change-conversation.ts";
import {
  answerAgainInput,
  conversationDetailSchema,
  conversationSchema,
  createConversationInput,
  listConversationsQuery,
  messageSchema,
  messagesQuery,
  quoteInput,
  quoteSchema,
  renameConversationInput,
  sendMessageInput,
  sentSchema,
} from "./contract.ts";
import { createConversation } from "./create-conversation.ts";
import { followAnswer } from "./follow-answer.ts";
import { getConversation, listMessages } from "./get-conversation.ts";
import { listConversations } from "./list-conversations.ts";
import { quoteMessage } from "./quote-message.ts";
import { sendMessage } from "./send-message.ts";
import { stopAnswer } from "./stop-answer.ts";

const inWorkspace = z.object({ workspaceId: idSchema });
const inConversation = inWorkspace.extend({ conversationId: idSchema });
const atMessage = inConversation.extend({ messageId: idSchema });
const tags = ["Conversations"];
const reading = { access: member("chat.read") };
const using = { access: member("chat.use") };

const base = "/api/workspaces/:workspaceId";
const one = `${base}/conversations/:conversationId`;

export function conversationRoutes(http: HttpApp): void {
  http.post(
    `${base}/quotes`,
    {
      config: using,
      schema: {
        tags,
        summary: "What a draft would cost",
        params: inWorkspace,
        body: quoteInput,
        response: { 200: quoteSchema },
      },
    },
    (request) => quoteMessage(request.ctx, request.body),
  );
  http.get(
    `${base}/conversations`,
    {
      config: reading,
      schema: {
        tags,
        summary: "Your conversations, latest first",
        params: inWorkspace,
        querystring: listConversationsQuery,
        response: { 200: pageSchema(conversationSchema) },
      },
    },
    (request) => listConversations(request.ctx, request.query),
  );
  http.post(
    `${base}/conversations`,
    {
      config: using,
      schema: {
        tags,
        summary: "Begin a conversation",
        params: inWorkspace,
        body: createConversationInput,
        response: { 201: conversationSchema },
      },
    },
    async (request, reply) => reply.status(201).send(await createConversation(request.ctx, request.body)),
  );
  http.get(
    one,
    {
      config: reading,
      schema: {
        tags,
        summary: "A conversation with its newest messages",
        params: inConversation,
        response: { 200: conversationDetailSchema },
      },
    },
    (request) => getConversation(request.ctx, request.params.conversationId),
  );
  http.patch(
    one,
    {
      config: using,
      schema: {
        tags,
        summary: "Rename",
        params: inConversation,
        body: renameConversationInput,
        response: { 200: conversationSchema },
      },
    },
    (request) => renameConversation(request.ctx, request.params.conversationId, request.body),
  );
  http.delete(
    one,
    {
      config: using,
      schema: {
        tags,
        summary: "Delete; can be undone for 30 days",
        params: inConversation,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deleteConversation(request.ctx, request.params.conversationId);
      return reply.status(204).send(null);
    },
  );
  http.post(
    `${one}/restore`,
    {
      config: using,
      schema: {
        tags,
        summary: "Undo a deletion",
        params: inConversation,
        response: { 200: conversationSchema },
      },
    },
    (request) => restoreConversation(request.ctx, request.params.conversationId),
  );
  messageRoutes(http);
}

function messageRoutes(http: HttpApp): void {
  const stream = eventStreams(http);
  http.get(
    `${one}/messages`,
    {
      config: reading,
      schema: {
        tags,
        summary: "Earlier messages",
        params: inConversation,
        querystring: messagesQuery,
        response: { 200: pageSchema(messageSchema) },
      },
    },
    (request) => listMessages(request.ctx, request.params.conversationId, request.query),
  );
  http.post(
    `${one}/messages`,
    {
      config: using,
      schema: {
        tags,
        summary: "Ask",
        params: inConversation,
        body: sendMessageInput,
        response: { 201: sentSchema },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await sendMessage(request.ctx, request.params.conversationId, request.body)),
  );
  http.post(
    `${one}/messages/:messageId/again`,
    {
      config: using,
      schema: {
        tags,
        summary: "Answer again or go on",
        params: atMessage,
        body: answerAgainInput,
        response: { 201: sentSchema },
      },
    },
    async (request, reply) => {
      const { conversationId, messageId } = request.params;
      return reply.status(201).send(await answerAgain(request.ctx, conversationId, messageId, request.body));
    },
  );
  http.post(
    `${one}/messages/:messageId/stop`,
    {
      config: using,
      schema: { tags, summary: "Stop an answer", params: atMessage, response: { 200: messageSchema } },
    },
    (request) => stopAnswer(request.ctx, request.params.conversationId, request.params.messageId),
  );
  http.get(
    `${one}/messages/:messageId/stream`,
    {
      exposeHeadRoute: false,
      config: reading,
      schema: {
        tags,
        summary: "Follow an answer (server-sent events)",
        params: atMessage,
        querystring: z.object({ after: z.coerce.number().int().min(0).max(100_000_000).default(0) }),
      },
    },
    async (request, reply) => {
      const { conversationId, messageId } = request.params;
      const events = await followAnswer(request.ctx, {
        conversationId,
        messageId,
        after: request.query.after,
      });
      stream(request, reply, async function* (signal) {
        for await (const data of events(signal)) {
          const id =
            data.type === "text" ? String(data.offset + data.text.length) : String(data.message.text.length);
          yield { event: data.type, id, data };
        }
      });
      return reply;
    },
  );
}
