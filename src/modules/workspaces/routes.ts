import { pageSchema, problemSchema } from "../../kernel/contract.ts";
import { eventStreams } from "../../kernel/http/event-stream.ts";
import { type HttpApp, member, SIGNED_IN } from "../../kernel/http/types.ts";
import {
  createWorkspaceInput,
  listMyWorkspacesQuery,
  myWorkspaceSchema,
  updateWorkspaceInput,
  workspaceEventSchema,
  workspaceParams,
} from "./contract.ts";
import { createWorkspace } from "./create-workspace.ts";
import { getWorkspace } from "./get-workspace.ts";
import { listMyWorkspaces } from "./list-my-workspaces.ts";
import { memberRoutes } from "./member-routes.ts";
import { updateWorkspace } from "./update-workspace.ts";
import { workspaceEvents } from "./workspace-events.ts";

const tags = ["Workspaces"];
const PATH = "/api/workspaces/:workspaceId";

export function workspaceRoutes(http: HttpApp): void {
  http.get(
    "/api/workspaces",
    {
      config: { access: SIGNED_IN },
      schema: {
        tags,
        summary: "Workspaces you belong to",
        querystring: listMyWorkspacesQuery,
        response: { 200: pageSchema(myWorkspaceSchema), default: problemSchema },
      },
    },
    (request) => listMyWorkspaces(request.ctx, request.query),
  );
  http.post(
    "/api/workspaces",
    {
      config: { access: SIGNED_IN },
      schema: {
        tags,
        summary: "Create a workspace",
        body: createWorkspaceInput,
        response: { 201: myWorkspaceSchema, default: problemSchema },
      },
    },
    async (request, reply) => reply.status(201).send(await createWorkspace(request.ctx, request.body)),
  );
  http.get(
    PATH,
    {
      config: { access: member("workspace.read") },
      schema: {
        tags,
        summary: "A workspace and what you may do in it",
        params: workspaceParams,
        response: { 200: myWorkspaceSchema, default: problemSchema },
      },
    },
    (request) => getWorkspace(request.ctx),
  );
  http.patch(
    PATH,
    {
      config: { access: member("workspace.manage") },
      schema: {
        tags,
        summary: "Rename a workspace, change its settings",
        params: workspaceParams,
        body: updateWorkspaceInput,
        response: { 200: myWorkspaceSchema, default: problemSchema },
      },
    },
    (request) => updateWorkspace(request.ctx, request.body),
  );
  memberRoutes(http);
  eventRoute(http);
}

function eventRoute(http: HttpApp): void {
  const stream = eventStreams(http);
  http.get(
    `${PATH}/events`,
    {
      config: { access: member("workspace.read") },
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: "What changes in a workspace, as it happens",
        params: workspaceParams,
        response: {
          200: {
            description: "Each `data:` line is one event. After `resync`, load what you show again.",
            content: { "text/event-stream": { schema: workspaceEventSchema } },
          },
          default: problemSchema,
        },
      },
    },
    async (request, reply) => {
      stream(request, reply, (signal) => workspaceEvents(request.ctx, signal));
      return reply;
    },
  );
}
