import { z } from "zod";

export const statusSchema = z
  .object({
    version: z.string(),
    signUp: z.enum(["open", "closed"]),
    /** Mail is kept and shown at /dev/mail instead of being sent. */
    mailSink: z.boolean(),
    /** Nobody has an account yet: show how to begin. */
    needsFirstUser: z.boolean(),
  })
  .meta({ id: "Status" });

export const readinessSchema = z
  .object({
    ready: z.boolean(),
    checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
  })
  .meta({ id: "Readiness" });

export type Readiness = z.infer<typeof readinessSchema>;
