import { Readable } from "node:stream";
import { z } from "zod";
import { idSchema, pageSchema } from "../../kernel/contract.ts";
import { type HttpApp, member } from "../../kernel/http/types.ts";
import { listBudgets, removeBudget, setBudget } from "./budgets.ts";
import {
  budgetSchema,
  setBudgetInput,
  statementEntrySchema,
  statementFilterSchema,
  statementQuery,
  statementSummarySchema,
  summaryQuery,
  walletSchema,
} from "./contract.ts";
import { exportStatement } from "./export-statement.ts";
import { getWallet } from "./get-wallet.ts";
import { listStatement } from "./list-statement.ts";
import { summariseStatement } from "./summarise-statement.ts";

const params = z.object({ workspaceId: idSchema });
const tags = ["Credit"];

export function ledgerRoutes(http: HttpApp): void {
  const base = "/api/workspaces/:workspaceId";
  http.get(
    `${base}/wallet`,
    {
      config: { access: member("chat.read") },
      schema: { tags, summary: "Balances and grants", params, response: { 200: walletSchema } },
    },
    (request) => getWallet(request.ctx),
  );
  http.get(
    `${base}/statement`,
    {
      config: { access: member("ledger.read") },
      schema: {
        tags,
        summary: "Every posting, newest first",
        params,
        querystring: statementQuery,
        response: { 200: pageSchema(statementEntrySchema) },
      },
    },
    (request) => listStatement(request.ctx, request.query),
  );
  http.get(
    `${base}/statement/summary`,
    {
      config: { access: member("ledger.read") },
      schema: {
        tags,
        summary: "A period as an equation",
        params,
        querystring: summaryQuery,
        response: { 200: statementSummarySchema },
      },
    },
    (request) => summariseStatement(request.ctx, request.query),
  );
  http.get(
    `${base}/statement.csv`,
    {
      // A HEAD would read all of it to no end.
      exposeHeadRoute: false,
      config: { access: member("ledger.read") },
      schema: { tags, summary: "The statement as CSV", params, querystring: statementFilterSchema },
    },
    async (request, reply) => {
      reply.header("content-disposition", 'attachment; filename="statement.csv"');
      return reply
        .type("text/csv; charset=utf-8")
        .send(Readable.from(exportStatement(request.ctx, request.query), { highWaterMark: 1 }));
    },
  );
  http.get(
    `${base}/budgets`,
    {
      config: { access: member("ledger.read") },
      schema: { tags, summary: "Budgets", params, response: { 200: pageSchema(budgetSchema) } },
    },
    async (request) => ({ items: await listBudgets(request.ctx), nextCursor: null }),
  );
  http.put(
    `${base}/budgets`,
    {
      config: { access: member("ledger.manage") },
      schema: {
        tags,
        summary: "Set a budget",
        params,
        body: setBudgetInput,
        response: { 200: budgetSchema },
      },
    },
    (request) => setBudget(request.ctx, request.body),
  );
  http.delete(
    `${base}/budgets/:budgetId`,
    {
      config: { access: member("ledger.manage") },
      schema: {
        tags,
        summary: "Remove a budget",
        params: params.extend({ budgetId: idSchema }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeBudget(request.ctx, request.params.budgetId);
      return reply.status(204).send(null);
    },
  );
}
