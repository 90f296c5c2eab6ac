import { z } from "zod";

/**
 * Has the right link mailed to an address. It is a job, so that the request that asks for it does the same
 * work for an address with an account as for one without.
 */
export const issueLinkJob = {
  name: "identity.issue-link",
  payload: z.object({ email: z.string(), reason: z.enum(["sign-up", "reset"]) }),
};
