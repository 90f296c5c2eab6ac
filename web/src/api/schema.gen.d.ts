/* Interim: replaced by the types generated from GET /api/openapi.json. */
type Json<T> = { headers: { [name: string]: unknown }; content: { "application/json": T } };
type Empty = { headers: { [name: string]: unknown }; content?: never };
type Failure = {
  default: { headers: { [name: string]: unknown }; content: { "application/problem+json": components["schemas"]["Problem"] } };
};
type Page<Item> = { items: Item[]; nextCursor: string | null };
type NoParameters = { query?: never; header?: never; path?: never; cookie?: never };
type At<Path, Query = never> = [Query] extends [never]
  ? { query?: never; header?: never; path: Path; cookie?: never }
  : { query?: Query; header?: never; path: Path; cookie?: never };
type Get<Parameters, T> = {
  parameters: Parameters;
  requestBody?: never;
  responses: { 200: Json<T> } & Failure;
};
type Send<Parameters, Body, Answers> = {
  parameters: Parameters;
  requestBody: { content: { "application/json": Body } };
  responses: Answers & Failure;
};
type Bare<Parameters, Answers> = { parameters: Parameters; requestBody?: never; responses: Answers & Failure };
type W = { workspaceId: string };
type C = W & { conversationId: string };
type M = C & { messageId: string };
type Role = "owner" | "admin" | "agent" | "member" | "viewer";
type Kind = "grant" | "hold" | "usage" | "release" | "expiry" | "correction";
type PageQuery = { cursor?: string; limit?: number };
type StatementFilter = { kind?: Kind; userId?: string; model?: string; from?: string; to?: string; includeHolds?: string };
type S = components["schemas"];

export interface paths {
  "/api/auth/sign-up": { post: Send<NoParameters, { name: string; email: string; password: string }, { 202: Json<Record<string, never>> }> };
  "/api/auth/sign-in": { post: Send<NoParameters, { email: string; password: string; remember?: boolean }, { 200: Json<S["SignedIn"]> }> };
  "/api/auth/sign-out": { post: Bare<NoParameters, { 204: Empty }> };
  "/api/auth/verify-email": { post: Send<NoParameters, { token: string }, { 200: Json<S["SignedIn"]> }> };
  "/api/auth/resend-verification": { post: Send<NoParameters, { email: string }, { 202: Json<Record<string, never>> }> };
  "/api/auth/request-password-reset": { post: Send<NoParameters, { email: string }, { 202: Json<Record<string, never>> }> };
  "/api/auth/reset-password": { post: Send<NoParameters, { token: string; password: string }, { 200: Json<S["SignedIn"]> }> };
  "/api/me": {
    get: Get<NoParameters, S["SignedIn"]>;
    patch: Send<NoParameters, { name: string }, { 200: Json<S["User"]> }>;
  };
  "/api/me/password": { post: Send<NoParameters, { currentPassword: string; newPassword: string }, { 204: Empty }> };
  "/api/me/sessions": { get: Get<NoParameters, Page<S["Session"]>>; delete: Bare<NoParameters, { 204: Empty }> };
  "/api/me/sessions/{sessionId}": { delete: Bare<At<{ sessionId: string }>, { 204: Empty }> };
  "/api/workspaces": {
    get: Get<NoParameters, Page<S["MyWorkspace"]>>;
    post: Send<NoParameters, { name: string }, { 201: Json<S["MyWorkspace"]> }>;
  };
  "/api/workspaces/{workspaceId}": {
    get: Get<At<W>, S["MyWorkspace"]>;
    patch: Send<
      At<W>,
      { name?: string; settings?: { defaultModel?: string | null; lowBalancePercent?: number } },
      { 200: Json<S["MyWorkspace"]> }
    >;
  };
  "/api/workspaces/{workspaceId}/members": {
    get: Get<At<W, PageQuery & { search?: string; role?: Role }>, Page<S["Member"]>>;
    post: Send<At<W>, { userId: string; role: Role }, { 201: Json<S["Member"]> }>;
  };
  "/api/workspaces/{workspaceId}/members/{userId}": {
    patch: Send<At<W & { userId: string }>, { role: Role }, { 200: Json<S["Member"]> }>;
    delete: Bare<At<W & { userId: string }>, { 204: Empty }>;
  };
  "/api/workspaces/{workspaceId}/api-keys": {
    get: Get<At<W, PageQuery>, Page<S["ApiKey"]>>;
    post: Send<At<W>, { name: string; scopes?: "chat"[]; expiresAt?: string | null }, { 201: Json<S["CreatedApiKey"]> }>;
  };
  "/api/workspaces/{workspaceId}/api-keys/{keyId}": { delete: Bare<At<W & { keyId: string }>, { 204: Empty }> };
  "/api/workspaces/{workspaceId}/wallet": { get: Get<At<W>, S["Wallet"]> };
  "/api/workspaces/{workspaceId}/statement": { get: Get<At<W, PageQuery & StatementFilter>, Page<S["StatementEntry"]>> };
  "/api/workspaces/{workspaceId}/statement/summary": { get: Get<At<W, { from?: string; to?: string }>, S["StatementSummary"]> };
  "/api/workspaces/{workspaceId}/budgets": {
    get: Get<At<W>, Page<S["Budget"]>>;
    put: Send<At<W>, { userId: string | null; period: "day" | "month"; limitMicroPt: string }, { 200: Json<S["Budget"]> }>;
  };
  "/api/workspaces/{workspaceId}/budgets/{budgetId}": { delete: Bare<At<W & { budgetId: string }>, { 204: Empty }> };
  "/api/workspaces/{workspaceId}/models": { get: Get<At<W>, Page<S["Model"]>> };
  "/api/workspaces/{workspaceId}/quotes": {
    post: Send<
      At<W>,
      { conversationId?: string | null; text: string; attachments?: S["Attachment"][]; model: string; maxOutputTokens?: number },
      { 200: Json<S["Quote"]> }
    >;
  };
  "/api/workspaces/{workspaceId}/conversations": {
    get: Get<At<W, PageQuery & { search?: string }>, Page<S["Conversation"]>>;
    post: Send<At<W>, { title?: string }, { 201: Json<S["Conversation"]> }>;
  };
  "/api/workspaces/{workspaceId}/conversations/{conversationId}": {
    get: Get<At<C>, S["ConversationDetail"]>;
    patch: Send<At<C>, { title: string }, { 200: Json<S["Conversation"]> }>;
    delete: Bare<At<C>, { 204: Empty }>;
  };
  "/api/workspaces/{workspaceId}/conversations/{conversationId}/restore": { post: Bare<At<C>, { 200: Json<S["Conversation"]> }> };
  "/api/workspaces/{workspaceId}/conversations/{conversationId}/messages": {
    get: Get<At<C, PageQuery>, Page<S["Message"]>>;
    post: Send<
      At<C>,
      { text: string; attachments?: S["Attachment"][]; model: string; maxOutputTokens?: number; idempotencyKey: string },
      { 201: Json<S["Sent"]> }
    >;
  };
  "/api/workspaces/{workspaceId}/conversations/{conversationId}/messages/{messageId}/again": {
    post: Send<At<M>, { mode: "retry" | "continue"; model: string; idempotencyKey: string }, { 201: Json<S["Sent"]> }>;
  };
  "/api/workspaces/{workspaceId}/conversations/{conversationId}/messages/{messageId}/stop": {
    post: Bare<At<M>, { 200: Json<S["Message"]> }>;
  };
  "/api/status": {
    get: Get<NoParameters, { version: string; signUp: "open" | "closed"; mailSink: boolean; needsFirstUser: boolean }>;
  };
  "/api/dev/mail": {
    get: Get<
      NoParameters,
      Page<{ id: string; to: string; subject: string; text: string; html: string; sentAt: string; links: string[] }>
    >;
  };
}

export interface components {
  schemas: {
    Problem: {
      type: string;
      title: string;
      status: number;
      detail: string;
      code: string;
      requestId: string;
      fields?: { path: string; reason: string }[];
      data?: { [name: string]: string | number | boolean | null };
    };
    User: { id: string; name: string; email: string; emailVerified: boolean; createdAt: string };
    Session: {
      id: string;
      current: boolean;
      device: string;
      ip: string | null;
      remembered: boolean;
      createdAt: string;
      lastSeenAt: string;
      expiresAt: string;
    };
    SignedIn: { user: components["schemas"]["User"]; csrfToken: string };
    MyWorkspace: {
      id: string;
      name: string;
      slug: string;
      createdAt: string;
      settings: { defaultModel: string | null; lowBalancePercent: number };
      role: Role;
      permissions: string[];
    };
    Member: { userId: string; name: string; email: string; role: Role; joinedAt: string; lastSeenAt: string | null };
    ApiKey: {
      id: string;
      name: string;
      prefix: string;
      scopes: "chat"[];
      createdBy: { userId: string; name: string } | null;
      createdAt: string;
      expiresAt: string | null;
      lastUsedAt: string | null;
      revokedAt: string | null;
    };
    CreatedApiKey: { apiKey: components["schemas"]["ApiKey"]; secret: string };
    Wallet: {
      availableMicroPt: string;
      heldMicroPt: string;
      usedMicroPt: string;
      expiredMicroPt: string;
      fundedMicroPt: string;
      absorbedMicroPt: string;
      low: boolean;
      grants: {
        id: string;
        source: "starting" | "operator" | "plan" | "purchase" | "promotion";
        amountMicroPt: string;
        remainingMicroPt: string;
        expiresAt: string | null;
        grantedAt: string;
      }[];
    };
    StatementEntry: {
      id: string;
      at: string;
      kind: Kind;
      what: string;
      subject: string | null;
      by: { kind: "user" | "api-key" | "system"; id: string | null; name: string };
      model: string | null;
      inputTokens: number | null;
      outputTokens: number | null;
      amountMicroPt: string;
      balanceMicroPt: string;
      conversationId: string | null;
    };
    StatementSummary: {
      from: string;
      to: string;
      openingMicroPt: string;
      grantedMicroPt: string;
      usedMicroPt: string;
      expiredMicroPt: string;
      correctedMicroPt: string;
      closingMicroPt: string;
      heldMicroPt: string;
      postings: number;
      differenceMicroPt: string;
      perDay: { day: string; chatMicroPt: string; apiMicroPt: string; otherMicroPt: string }[];
    };
    Budget: {
      id: string;
      userId: string | null;
      period: "day" | "month";
      limitMicroPt: string;
      spentMicroPt: string;
      heldMicroPt: string;
      resetsAt: string;
    };
    ModelPrice: {
      version: string;
      effectiveFrom: string;
      inputPerMillion: string;
      cachedInputPerMillion: string;
      cacheWritePerMillion: string;
      outputPerMillion: string;
      reasoningPerMillion: string;
      perImage: string;
      perMinute: string;
    };
    Model: {
      id: string;
      name: string;
      provider: { id: string; name: string };
      contextTokens: number;
      maxOutputTokens: number;
      capabilities: { tools: boolean; images: boolean; reasoning: boolean; json: boolean };
      price: components["schemas"]["ModelPrice"];
      available: boolean;
      reason: string | null;
      isDefault: boolean;
    };
    Attachment: { name: string; text: string };
    Quote: {
      model: string;
      promptTokens: number;
      maxOutputTokens: number;
      quoteMicroPt: string;
      availableMicroPt: string;
      affordable: boolean;
      priceVersion: string;
    };
    Receipt: {
      holdId: string;
      heldMicroPt: string;
      chargedMicroPt: string;
      returnedMicroPt: string;
      balanceMicroPt: string;
      model: string;
      modelName: string;
      inputTokens: number;
      cachedInputTokens: number;
      outputTokens: number;
      reasoningTokens: number;
      usageSource: "provider" | "counted";
      priceVersion: string;
    };
    Message: {
      id: string;
      role: "user" | "assistant";
      status: "complete" | "streaming" | "stopped" | "interrupted" | "failed";
      text: string;
      attachments: { name: string; characters: number }[];
      citations: { number: number; title: string; locator: string | null; text: string }[];
      author: { userId: string; name: string } | null;
      model: string | null;
      heldMicroPt: string | null;
      receipt: components["schemas"]["Receipt"] | null;
      failure: { code: string; message: string } | null;
      continuesId: string | null;
      createdAt: string;
    };
    Conversation: {
      id: string;
      title: string;
      titled: boolean;
      model: string | null;
      answering: boolean;
      createdAt: string;
      updatedAt: string;
    };
    ConversationDetail: {
      conversation: components["schemas"]["Conversation"];
      messages: components["schemas"]["Message"][];
      earlierCursor: string | null;
    };
    Sent: {
      conversation: components["schemas"]["Conversation"];
      question: components["schemas"]["Message"];
      answer: components["schemas"]["Message"];
      replayed: boolean;
    };
    AnswerStreamEvent:
      | { type: "text"; offset: number; text: string }
      | { type: "done"; message: components["schemas"]["Message"] };
  };
}
