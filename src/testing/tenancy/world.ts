import { vi } from "vitest";
import type { RouteFacts } from "../../kernel/http/route-list.ts";
import { holdCredit } from "../../modules/ledger/index.ts";
import { ROLES, type Role } from "../../modules/workspaces/contract.ts";
import { type TestApp, testApp } from "../app.ts";
import { newMember, newWorkspace, type TestMember, type TestWorkspace } from "../people.ts";
import { postFile } from "../post-file.ts";
import { type SignedInHeaders, signIn } from "../signed-in.ts";
import { openSite, page } from "../website.ts";

/** A workspace with members of all roles and at least one row of everything that a workspace can hold. */
export interface Tenant {
  readonly workspace: TestWorkspace;
  readonly members: Readonly<Record<Role, TestMember>>;
  readonly headers: Readonly<Record<Role, SignedInHeaders>>;
  /** Secret of its API key. */
  readonly secret: string;
  /** Ids of its rows by the name under which routes take them: `:conversationId`. */
  readonly ids: Readonly<Record<string, string>>;
}

export interface World {
  readonly app: TestApp;
  /** Where the server listens: streams never end, so they cannot be asked for without a socket. */
  readonly origin: string;
  readonly routes: readonly RouteFacts[];
  /** Whose data the tests are after … */
  readonly mine: Tenant;
  /** … and who is after it: the owner of another workspace, with every permission there. */
  readonly theirs: Tenant;
}

/** Text in every row of a tenant that holds text: it must never reach the other. */
export const MARKER = "confidential-harbor-ledger";

export async function tenancyWorld(): Promise<World> {
  const app = await testApp({ env: { TRUST_PROXY: "127.0.0.1", WEB_ALLOW_LOOPBACK: "on" } });
  const origin = await app.http.listen({ host: "127.0.0.1", port: 0 });
  const [mine, theirs] = [await newTenant(app, MARKER), await newTenant(app, "other")];
  return { app, origin, routes: app.http.routeList, mine, theirs };
}

/**
 * Rows are made through the product's own routes and front doors. When a table or a route's parameter has none,
 * the suite says so: add what makes it here.
 */
async function newTenant(app: TestApp, marker: string): Promise<Tenant> {
  const workspace = await newWorkspace(app.kernel);
  const members = await membersOfAllRoles(workspace);
  const headers = await allSignedIn(app, members);
  const owner = caller(app, workspace.id, headers.owner);
  /** The one whom tests move and remove; the members of all roles stay to act. */
  const pawn = await newMember(workspace, "member");

  await owner("PATCH", "", { name: marker });
  const key = await owner<{ apiKey: { id: string }; secret: string }>("POST", "/api-keys", {
    name: marker,
    scopes: ["chat", "knowledge"],
  });
  const budget = await owner<{ id: string }>("PUT", "/budgets", {
    userId: pawn.id,
    period: "month",
    limitMicroPt: "900000000",
  });
  const conversation = await owner<{ id: string }>("POST", "/conversations", { title: marker });
  const path = `/conversations/${conversation.id}`;
  const sent = await owner<{ answer: { id: string } }>("POST", `${path}/messages`, {
    text: `What is ${marker}?`,
    model: "parley/local",
    idempotencyKey: "first-question",
  });
  await vi.waitFor(
    async () => {
      const { messages } = await owner<{ messages: { status: string }[] }>("GET", path);
      const streaming = messages.some((message) => message.status === "streaming");
      if (streaming) throw new Error("The answer is still being written.");
    },
    { timeout: 20_000 },
  );
  await holdCredit(workspace.ctx, {
    idempotencyKey: "a hold that stays open",
    amountMicroPt: 1_000n,
    leaseMs: 3_600_000,
    purpose: "chat",
    subjectId: null,
    model: "parley/local",
  });
  const knowledge = await newKnowledge(app, { workspace, marker, owner, headers: headers.owner });
  const answer = await app.http.inject({ url: "/api/me/sessions", headers: headers.owner });
  return {
    workspace,
    members,
    headers,
    secret: key.secret,
    ids: {
      workspaceId: workspace.id,
      userId: pawn.id,
      sessionId: answer.json<{ items: { id: string }[] }>().items[0]?.id ?? "",
      keyId: key.apiKey.id,
      budgetId: budget.id,
      conversationId: conversation.id,
      messageId: sent.answer.id,
      ...knowledge,
      "*": "parley/local",
    },
  };
}

/** A collection with a reader, and in it a document that searches find and a website. */
async function newKnowledge(
  app: TestApp,
  of: {
    readonly workspace: TestWorkspace;
    readonly marker: string;
    readonly owner: Caller;
    readonly headers: SignedInHeaders;
  },
): Promise<Record<"collectionId" | "documentId" | "sourceId" | "assistantId", string>> {
  const { workspace, marker, owner, headers } = of;
  const collection = await owner<{ id: string }>("POST", "/knowledge/collections", {
    name: marker,
    access: "restricted",
    readers: ROLES.map((role) => ({ role })),
  });
  await owner("PATCH", "/knowledge/settings", { refuseBelow: 30 });
  const where = { workspaceId: workspace.id, collectionId: collection.id, headers };
  const uploaded = await postFile(app.http, where, `${marker}.txt`, `The ${marker} is kept in a drawer.`);
  const { document } = uploaded.json<{ document: { id: string } }>();
  const site = await openSite({ "*": page(`<p>The ${marker} is on the web, too.</p>`, marker) });
  const website = { collectionId: collection.id, url: `${site.url}/?${marker}`, everyHours: 24 };
  const source = await owner<{ id: string }>("POST", "/knowledge/sources", website);
  await app.jobs.drain();
  await site.close();
  await plantVectors(app, workspace.id);
  const assistant = await owner<{ id: string }>("POST", "/assistants", {
    name: marker,
    collectionIds: [collection.id],
  });
  return {
    collectionId: collection.id,
    documentId: document.id,
    sourceId: source.id,
    assistantId: assistant.id,
  };
}

/** No test installation has a model that makes vectors: the rows stand as they would if one had. */
async function plantVectors(app: TestApp, workspaceId: string): Promise<void> {
  const versions = "from knowledge.version where workspace_id = $1";
  for (const statement of [
    `insert into knowledge.embedded_version (workspace_id, version_id, model, held_by, dimensions, done, complete, updated_at)
     select workspace_id, id, 'test/vectors', 'nowhere', 2, 1, false, now() ${versions}`,
    `insert into knowledge.reading_part (workspace_id, document_id, file_id, model, part, content, created_at)
     select workspace_id, document_id, id, 'test/eyes', 1, '"page"', now() ${versions}`,
    `insert into knowledge.embedding (workspace_id, version_id, number, model, vector)
     select workspace_id, id, 0, 'test/vectors', '\\x0000803f00000000' ${versions}`,
    `insert into knowledge.embedding_block (workspace_id, version_id, model, first_number, dimensions, codes)
     select workspace_id, id, 'test/vectors', 0, 2, '\\x7f00' ${versions}`,
  ]) {
    await app.adminPool.query(statement, [workspaceId]);
  }
}

async function membersOfAllRoles(workspace: TestWorkspace): Promise<Record<Role, TestMember>> {
  const owner: TestMember = { ...workspace.owner, role: "owner", inside: workspace.ctx };
  const [admin, agent, member, viewer] = await Promise.all(
    ROLES.filter((role) => role !== "owner").map((role) => newMember(workspace, role)),
  );
  if (!admin || !agent || !member || !viewer) throw new Error("A role has no member in the tenancy suite.");
  return { owner, admin, agent, member, viewer };
}

async function allSignedIn(
  app: TestApp,
  members: Readonly<Record<Role, TestMember>>,
): Promise<Record<Role, SignedInHeaders>> {
  const [owner, admin, agent, member, viewer] = [
    await signIn(app.http, members.owner),
    await signIn(app.http, members.admin),
    await signIn(app.http, members.agent),
    await signIn(app.http, members.member),
    await signIn(app.http, members.viewer),
  ];
  return { owner, admin, agent, member, viewer };
}

type Caller = ReturnType<typeof caller>;

function caller(app: TestApp, workspaceId: string, headers: SignedInHeaders) {
  return async <Body>(
    method: "GET" | "POST" | "PUT" | "PATCH",
    path: string,
    payload?: object,
  ): Promise<Body> => {
    const url = `/api/workspaces/${workspaceId}${path}`;
    const answer = await app.http.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    if (answer.statusCode < 300) return answer.json<Body>();
    throw new Error(
      `The tenancy suite could not be seeded: ${method} ${url} answers ${answer.statusCode} ${answer.body}`,
    );
  };
}
