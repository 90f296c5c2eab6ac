import { z } from "zod";
import { idSchema, pageSchema, problemSchema } from "../../kernel/contract.ts";
import { type HttpApp, member } from "../../kernel/http/types.ts";
import { addWebSource } from "./add-web-source.ts";
import { cancelSource } from "./cancel-source.ts";
import {
  addWebSourceInput,
  listSourcePagesQuery,
  listSourcesQuery,
  sourcePageSchema,
  webSourceSchema,
} from "./contract.ts";
import { listSourcePages } from "./list-source-pages.ts";
import { listSources } from "./list-sources.ts";
import { recrawlSource } from "./recrawl-source.ts";
import { removeSource } from "./remove-source.ts";

const inWorkspace = z.object({ workspaceId: idSchema });
const atSource = inWorkspace.extend({ sourceId: idSchema.toLowerCase() });
const tags = ["Knowledge"];
const base = "/api/workspaces/:workspaceId/knowledge/sources";
const one = `${base}/:sourceId`;
const reading = { access: member("knowledge.read") };
const managing = { access: member("knowledge.manage") };

export function websiteRoutes(http: HttpApp): void {
  http.get(
    base,
    {
      config: reading,
      schema: {
        tags,
        summary: "Websites that documents come from, newest first",
        params: inWorkspace,
        querystring: listSourcesQuery,
        response: { 200: pageSchema(webSourceSchema), default: problemSchema },
      },
    },
    (request) => listSources(request.ctx, request.query),
  );
  http.post(
    base,
    {
      config: managing,
      schema: {
        tags,
        summary: "Add a page, a sitemap or a website to crawl",
        params: inWorkspace,
        body: addWebSourceInput,
        response: { 201: webSourceSchema, default: problemSchema },
      },
    },
    async (request, reply) => reply.status(201).send(await addWebSource(request.ctx, request.body)),
  );
  http.get(
    `${one}/pages`,
    {
      config: reading,
      schema: {
        tags,
        summary: "What became of each page of a website",
        params: atSource,
        querystring: listSourcePagesQuery,
        response: { 200: pageSchema(sourcePageSchema), default: problemSchema },
      },
    },
    (request) => listSourcePages(request.ctx, request.params.sourceId, request.query),
  );
  http.post(
    `${one}/crawl`,
    {
      config: managing,
      schema: {
        tags,
        summary: "Crawl a website again now",
        params: atSource,
        response: { 200: webSourceSchema, default: problemSchema },
      },
    },
    (request) => recrawlSource(request.ctx, request.params.sourceId),
  );
  http.post(
    `${one}/cancel`,
    {
      config: managing,
      schema: {
        tags,
        summary: "End a crawl and its schedule; pages that were read stay",
        params: atSource,
        response: { 200: webSourceSchema, default: problemSchema },
      },
    },
    (request) => cancelSource(request.ctx, request.params.sourceId),
  );
  http.delete(
    one,
    {
      config: managing,
      schema: {
        tags,
        summary: "Remove a website and every document that came from it",
        params: atSource,
        response: { 204: z.null(), default: problemSchema },
      },
    },
    async (request, reply) => {
      await removeSource(request.ctx, request.params.sourceId);
      return reply.status(204).send(null);
    },
  );
}
