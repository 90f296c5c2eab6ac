import { z } from "zod";
import { pageSchema, problemSchema } from "../../kernel/contract.ts";
import { type HttpApp, member } from "../../kernel/http/types.ts";
import { addMember } from "./add-member.ts";
import { changeRole } from "./change-role.ts";
import {
  addMemberInput,
  changeRoleInput,
  listMembersQuery,
  memberParams,
  memberSchema,
  workspaceParams,
} from "./contract.ts";
import { listMembers } from "./list-members.ts";
import { removeMember } from "./remove-member.ts";

const tags = ["Members"];
const PATH = "/api/workspaces/:workspaceId/members";

export function memberRoutes(http: HttpApp): void {
  http.get(
    PATH,
    {
      config: { access: member("members.read") },
      schema: {
        tags,
        summary: "Members of a workspace",
        params: workspaceParams,
        querystring: listMembersQuery,
        response: { 200: pageSchema(memberSchema), default: problemSchema },
      },
    },
    (request) => listMembers(request.ctx, request.query),
  );
  http.post(
    PATH,
    {
      config: { access: member("members.manage") },
      schema: {
        tags,
        summary: "Add a person by their id",
        params: workspaceParams,
        body: addMemberInput,
        response: { 201: memberSchema, default: problemSchema },
      },
    },
    async (request, reply) => reply.status(201).send(await addMember(request.ctx, request.body)),
  );
  http.patch(
    `${PATH}/:userId`,
    {
      config: { access: member("members.manage") },
      schema: {
        tags,
        summary: "Change a member's role",
        params: memberParams,
        body: changeRoleInput,
        response: { 200: memberSchema, default: problemSchema },
      },
    },
    (request) => changeRole(request.ctx, { userId: request.params.userId, role: request.body.role }),
  );
  http.delete(
    `${PATH}/:userId`,
    {
      // Everybody may leave; the verb asks for more when it is somebody else.
      config: { access: member("members.read") },
      schema: {
        tags,
        summary: "Remove a member, or leave",
        params: memberParams,
        response: { 204: z.null(), default: problemSchema },
      },
    },
    async (request, reply) => {
      await removeMember(request.ctx, { userId: request.params.userId });
      return reply.status(204).send(null);
    },
  );
}
