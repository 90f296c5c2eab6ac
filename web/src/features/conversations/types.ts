import type { components } from "../../api/schema.gen.d.ts";

type Schemas = components["schemas"];

export type Conversation = Schemas["Conversation"];
export type ConversationDetail = Schemas["ConversationDetail"];
export type Message = Schemas["Message"];
export type Citation = Message["citations"][number];
export type Assistant = Schemas["Assistant"];
export type Quote = Schemas["Quote"];
export type Receipt = Schemas["Receipt"];
export type Sent = Schemas["Sent"];
export type Model = Schemas["Model"];
export type AnswerStreamEvent = Schemas["AnswerStreamEvent"];
