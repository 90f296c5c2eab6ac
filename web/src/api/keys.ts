/** Query keys. All of a workspace lie under `keys.workspace(id)`, so leaving it or a resync drops them at once. */
export const keys = {
  status: ["status"],
  me: ["me"],
  sessions: ["me", "sessions"],
  workspaces: ["workspaces"],
  devMail: ["dev-mail"],
  workspace: (id: string) => ["workspace", id],
  wallet: (id: string) => ["workspace", id, "wallet"],
  /** Wallet excluded: entries, summary. */
  statement: (id: string) => ["workspace", id, "statement"],
  budgets: (id: string) => ["workspace", id, "budgets"],
  members: (id: string) => ["workspace", id, "members"],
  apiKeys: (id: string) => ["workspace", id, "api-keys"],
  models: (id: string) => ["workspace", id, "models"],
  /** All of the knowledge pages. */
  knowledge: (id: string) => ["workspace", id, "knowledge"],
  collections: (id: string) => ["workspace", id, "knowledge", "collections"],
  /** Lists of documents, whatever their filters. */
  documents: (id: string) => ["workspace", id, "knowledge", "documents"],
  document: (id: string, documentId: string) => ["workspace", id, "knowledge", "document", documentId],
  webSources: (id: string) => ["workspace", id, "knowledge", "sources"],
  knowledgeSettings: (id: string) => ["workspace", id, "knowledge", "settings"],
  suggestions: (id: string) => ["workspace", id, "knowledge", "suggestions"],
  assistants: (id: string) => ["workspace", id, "assistants"],
  conversations: (id: string) => ["workspace", id, "conversations"],
  conversation: (id: string, conversationId: string) => ["workspace", id, "conversation", conversationId],
} as const;
