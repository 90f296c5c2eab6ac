import type { components } from "./schema.gen.d.ts";

type Schemas = components["schemas"];

export type Problem = Schemas["Problem"];
export type User = Schemas["User"];
export type Session = Schemas["Session"];
export type SignedIn = Schemas["SignedIn"];
export type MyWorkspace = Schemas["MyWorkspace"];
export type Member = Schemas["Member"];
export type Role = Member["role"];
export type ApiKey = Schemas["ApiKey"];
export type CreatedApiKey = Schemas["CreatedApiKey"];
export type Wallet = Schemas["Wallet"];
export type Grant = Wallet["grants"][number];
export type StatementEntry = Schemas["StatementEntry"];
export type StatementKind = StatementEntry["kind"];
export type StatementSummary = Schemas["StatementSummary"];
export type Budget = Schemas["Budget"];
export type Model = Schemas["Model"];
