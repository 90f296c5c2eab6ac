export { type OpsOptions, opsModule } from "./module.ts";
export type { ReadinessCheck } from "./readiness.ts";
