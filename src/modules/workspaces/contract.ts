import { z } from "zod";
import { idSchema, nameSchema, pageQuerySchema, textSchema, timestampSchema } from "../../kernel/contract.ts";

export const ROLES = ["owner", "admin", "agent", "member", "viewer"] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export const createWorkspaceInput = z.strictObject({ name: nameSchema() });

export const workspaceSettingsSchema = z.object({
  /** The model that a new conversation starts with; null lets the installation choose. */
  defaultModel: z
    .string()
    .max(200)
    .regex(/^[!-~]+$/, "Choose a model.")
    .nullable(),
  /** Warn when the free balance falls below this share of the last credit received, percent. */
  lowBalancePercent: z.number().int().min(0).max(90),
});

export const updateWorkspaceInput = z.strictObject({
  name: nameSchema().optional(),
  settings: z.strictObject(workspaceSettingsSchema.partial().shape).optional(),
});

export const workspaceSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    /** In addresses of pages: `/w/harbor-coffee`. */
    slug: z.string(),
    createdAt: timestampSchema,
    settings: workspaceSettingsSchema,
  })
  .meta({ id: "Workspace" });

/** A workspace as one of its members sees it in the switcher. */
export const myWorkspaceSchema = workspaceSchema
  .extend({ role: roleSchema, permissions: z.array(z.string()) })
  .meta({ id: "MyWorkspace" });

export const memberSchema = z
  .object({
    userId: idSchema,
    name: z.string(),
    email: z.string(),
    role: roleSchema,
    joinedAt: timestampSchema,
    lastSeenAt: timestampSchema.nullable(),
  })
  .meta({ id: "Member" });

export const listMyWorkspacesQuery = pageQuerySchema.extend({
  limit: z.coerce.number().int().min(1).max(100).default(100),
});
export const listMembersQuery = pageQuerySchema.extend({
  search: textSchema(0, 100).optional(),
  role: roleSchema.optional(),
});
/** Ids are kept and compared in lower case. */
const userIdInput = idSchema.toLowerCase();
export const workspaceParams = z.object({ workspaceId: idSchema.toLowerCase() });
export const memberParams = workspaceParams.extend({ userId: userIdInput });
export const addMemberInput = z.strictObject({ userId: userIdInput, role: roleSchema });
export const changeRoleInput = z.strictObject({ role: roleSchema });

/** One `data:` of `GET …/events`; types not named here may come and are to be passed over. */
export const workspaceEventSchema = z
  .looseObject({
    /** `member.changed`, `wallet.changed`, `conversation.changed`, `conversation.removed`; `resync`: load everything again. */
    type: z.string(),
    conversationId: idSchema.optional(),
  })
  .meta({ id: "WorkspaceEvent" });

export type Workspace = z.infer<typeof workspaceSchema>;
export type MyWorkspace = z.infer<typeof myWorkspaceSchema>;
export type Member = z.infer<typeof memberSchema>;
export type WorkspaceSettings = z.infer<typeof workspaceSettingsSchema>;
