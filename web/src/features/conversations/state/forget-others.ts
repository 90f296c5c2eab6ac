import { notices } from "../send/notice.ts";
import { pendingSends } from "../send/pending-send.ts";
import { drafts } from "./drafts.ts";

let lastUser: string | null = null;

/** What one person wrote is not shown to the next who signs in on the same page. */
export function forgetOthers(userId: string): void {
  if (lastUser !== null && lastUser !== userId)
    for (const store of [drafts, pendingSends, notices]) store.clear();
  lastUser = userId;
}
