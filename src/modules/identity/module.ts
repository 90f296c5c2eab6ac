import { type ModuleDefinition, onJob } from "../../kernel/module.ts";
import { issueLinkJob } from "./internal/issue-link-job.ts";
import { issueLink } from "./issue-link.ts";
import { personalData } from "./personal-data.ts";
import { authRoutes } from "./routes.ts";
import { meRoutes } from "./routes-me.ts";
import type { SignUpSettings } from "./sign-up.ts";
import { removeEnded } from "./sweep.ts";

export interface IdentityOptions extends SignUpSettings {
  /** Key of the tokens that state-changing requests carry. */
  readonly csrfSecret: string;
}

export function identityModule(options: IdentityOptions): ModuleDefinition {
  return {
    name: "identity",
    routes(http) {
      authRoutes(http, options);
      meRoutes(http, options);
    },
    jobs: [onJob(issueLinkJob, issueLink)],
    sweeps: [removeEnded],
    personalData,
  };
}
