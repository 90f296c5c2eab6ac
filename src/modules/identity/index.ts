/** Front door of identity: who somebody is, and that it is them. */
export { authenticateSession } from "./authenticate-session.ts";
export { createUser } from "./create-user.ts";
export { hasUsers, type KnownUser, userByEmail, usersByIds } from "./find-users.ts";
export { isLinkAlive } from "./is-link-alive.ts";
export { type IdentityOptions, identityModule } from "./module.ts";
