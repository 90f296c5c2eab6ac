import { randomUUID } from "node:crypto";
import type { BrowserContext } from "playwright-core";
import { z } from "zod";
import { type Account, newAccount, type Workspace } from "./account.ts";
import { until } from "./until.ts";

const created = z.object({ id: z.string() });
const sent = z.object({ answer: z.object({ id: z.string() }) });
const detail = z.object({ messages: z.array(z.object({ role: z.string(), status: z.string() })) });

const POLICY = `# Return policy

Roasted coffee may be returned unopened within 45 days of the roast date printed on the bag. The customer pays the shipping.

Where we sent the wrong coffee, weight or grind, we pay the shipping both ways and refund the card on file.`;

export interface FurnishedWorkspace {
  readonly owner: Account;
  readonly workspace: Workspace;
  readonly conversationId: string;
  readonly documentId: string;
}

/**
 * A workspace in which every page has something to show: a second member, a key, a budget, an answer
 * with sources, a document, an assistant.
 */
export async function furnishedWorkspace(
  context: BrowserContext,
  others: BrowserContext,
): Promise<FurnishedWorkspace> {
  const owner = await newAccount(context);
  const ruth = await newAccount(others, "Ruth Adler");
  const workspace = await owner.newWorkspace();
  const home = `/workspaces/${workspace.id}`;
  await owner.post(`${home}/members`, { userId: ruth.userId, role: "agent" }, z.unknown());
  await owner.post(`${home}/api-keys`, { name: "Shop backend" }, z.unknown());
  await owner.put(`${home}/budgets`, { userId: ruth.userId, period: "month", limitMicroPt: "500000000" });
  const { id: conversationId } = await owner.post(`${home}/conversations`, {}, created);
  const question = {
    text: "Within how many days may unopened wholesale coffee be returned?",
    attachments: [{ name: "Return policy", text: POLICY }],
    model: "parley/local",
    idempotencyKey: randomUUID(),
  };
  await owner.post(`${home}/conversations/${conversationId}/messages`, question, sent);
  await until("the answer is complete", async () => {
    const { messages } = await owner.get(`${home}/conversations/${conversationId}`, detail);
    return messages.find(({ role, status }) => role === "assistant" && status === "complete");
  });
  const documentId = await furnishedDocument(owner, home);
  return { owner, workspace, conversationId, documentId };
}

const HOURS = `# Opening hours

## Pier 4

The bar at Pier 4 is open from nine to five, on Saturdays until six.
`;

/** A document that is ready, and an assistant beside it. */
async function furnishedDocument(owner: Account, home: string): Promise<string> {
  const support = { name: "Support", description: "Returns, orders and deliveries" };
  await owner.post(`${home}/assistants`, support, z.unknown());
  const { items } = await owner.get(`${home}/knowledge/collections`, z.object({ items: z.array(created) }));
  const file = { name: "Opening hours.md", mimeType: "text/markdown", buffer: Buffer.from(HOURS) };
  const { document } = await owner.upload(
    `${home}/knowledge/documents?collectionId=${items[0]?.id}`,
    file,
    z.object({ document: created }),
  );
  await until("the document is ready", async () => {
    const read = await owner.get(
      `${home}/knowledge/documents/${document.id}`,
      z.object({ state: z.string() }),
    );
    return read.state === "ready" ? read : undefined;
  });
  return document.id;
}
