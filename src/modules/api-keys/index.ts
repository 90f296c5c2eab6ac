/** Front door of API keys: who holds a secret, and keys made by the operator. */
export { authenticateKey } from "./authenticate-key.ts";
export { createApiKeyFor } from "./create-api-key-for.ts";
export { listApiKeys } from "./list-api-keys.ts";
export { apiKeysModule } from "./module.ts";
export { revokeApiKey } from "./revoke-api-key.ts";
