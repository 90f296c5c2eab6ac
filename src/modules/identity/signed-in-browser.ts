import type { User } from "./contract.ts";
import type { OpenedSession } from "./internal/sessions.ts";

/** What a verb that opens a session hands to the transport: the person, and what goes into cookies. */
export interface SignedInBrowser extends OpenedSession {
  readonly user: User;
}
