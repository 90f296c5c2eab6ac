import type { ActionRegistry } from "./actions.ts";
import type { Clock } from "./clock.ts";
import type { Secrets } from "./crypto/secrets.ts";
import type { Database } from "./db/database.ts";
import type { EventBus } from "./events.ts";
import type { LimitRegistry } from "./limits.ts";
import type { Log } from "./log.ts";
import type { PersonalDataRegistry } from "./personal-data.ts";
import type { RateLimiter } from "./rate-limit/rate-limiter.ts";
import type { Realtime } from "./realtime/realtime.ts";
import type { Metrics } from "./telemetry/metrics.ts";

/** The services that every verb may reach through its context. Built once in `app.ts`. */
export interface Kernel {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly events: EventBus;
  readonly realtime: Realtime;
  readonly secrets: Secrets;
  readonly metrics: Metrics;
  readonly rateLimiter: RateLimiter;
  readonly actions: ActionRegistry;
  readonly limits: LimitRegistry;
  readonly personalData: PersonalDataRegistry;
  /** Where people reach this installation, without a trailing slash. */
  readonly publicUrl: string;
  newId(): string;
}
