import { type JobBinding, onJob } from "../../kernel/module.ts";
import { issueLinkJob } from "./internal/issue-link-job.ts";
import { issueLink } from "./issue-link.ts";

export const jobs: readonly JobBinding[] = [onJob(issueLinkJob, issueLink)];
