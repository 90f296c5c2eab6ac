import { type ApiKeyScope, apiKeyScopeSchema } from "../contract.ts";

/** What a scope lets its key do: the scope itself, which routes ask for, and permissions, which verbs ask for. */
const SCOPE_PERMISSIONS: Readonly<Record<ApiKeyScope, readonly string[]>> = {
  chat: ["chat", "chat.use", "chat.read", "models.read"],
  knowledge: ["knowledge", "knowledge.read"],
};

/** Scopes that this version does not know permit nothing. */
export function permissionsOfScopes(scopes: readonly string[]): ReadonlySet<string> {
  return new Set(
    scopes.flatMap((scope) => {
      const known = apiKeyScopeSchema.safeParse(scope);
      return known.success ? SCOPE_PERMISSIONS[known.data] : [];
    }),
  );
}
