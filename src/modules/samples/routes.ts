import { z } from "zod";
import { idSchema } from "../../kernel/contract.ts";
import { type HttpApp, member } from "../../kernel/http/types.ts";
import { sampleDocumentsSchema, suggestionsSchema } from "./contract.ts";
import { loadSampleDocuments } from "./load-sample-documents.ts";
import { suggestQuestions } from "./suggest-questions.ts";

const inWorkspace = z.object({ workspaceId: idSchema });
const tags = ["Knowledge"];
const base = "/api/workspaces/:workspaceId/knowledge";

/** What a newcomer meets first. */
export function samplesRoutes(http: HttpApp): void {
  http.post(
    `${base}/sample-documents`,
    {
      config: { access: member("knowledge.manage") },
      schema: {
        tags,
        summary: "Load a small handbook to try questions on",
        params: inWorkspace,
        response: { 200: sampleDocumentsSchema },
      },
    },
    (request) => loadSampleDocuments(request.ctx),
  );
  http.get(
    `${base}/suggestions`,
    {
      config: { access: member("knowledge.read") },
      schema: {
        tags,
        summary: "Questions that the documents may answer",
        params: inWorkspace,
        response: { 200: suggestionsSchema },
      },
    },
    (request) => suggestQuestions(request.ctx),
  );
}
