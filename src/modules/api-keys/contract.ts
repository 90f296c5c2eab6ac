import { z } from "zod";
import { idSchema, nameSchema, timestampSchema } from "../../kernel/contract.ts";

/** What a key may do. `chat` covers `/v1/chat/completions` and `/v1/models`, `knowledge` covers `/api/knowledge/search`. */
export const API_KEY_SCOPES = ["chat", "knowledge"] as const;
export const apiKeyScopeSchema = z.enum(API_KEY_SCOPES);

export const apiKeysParams = z.object({ workspaceId: idSchema.toLowerCase() });
export const apiKeyParams = apiKeysParams.extend({ keyId: idSchema.toLowerCase() });

export const createApiKeyInput = z.strictObject({
  name: nameSchema(),
  scopes: z.array(apiKeyScopeSchema).min(1, "Choose at least one scope.").max(10).default(["chat"]),
  /** The last moment at which the key works; null means until it is revoked. */
  expiresAt: timestampSchema.nullable().default(null),
});

export const apiKeySchema = z
  .object({
    id: idSchema,
    name: z.string(),
    /** `pk_` and the first characters, to recognise it by. */
    prefix: z.string(),
    scopes: z.array(apiKeyScopeSchema),
    createdBy: z.object({ userId: idSchema, name: z.string() }).nullable(),
    createdAt: timestampSchema,
    expiresAt: timestampSchema.nullable(),
    lastUsedAt: timestampSchema.nullable(),
    revokedAt: timestampSchema.nullable(),
  })
  .meta({ id: "ApiKey" });

/** The only answer that ever holds the secret. */
export const createdApiKeySchema = z
  .object({ apiKey: apiKeySchema, secret: z.string() })
  .meta({ id: "CreatedApiKey" });

export type ApiKeyScope = z.infer<typeof apiKeyScopeSchema>;
export type ApiKey = z.infer<typeof apiKeySchema>;
export type CreatedApiKey = z.infer<typeof createdApiKeySchema>;
