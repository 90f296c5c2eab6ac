import pg from "pg";
import { pino } from "pino";
import { ActionRegistry } from "../../../kernel/actions.ts";
import { TestClock } from "../../../kernel/clock.ts";
import { createSecrets } from "../../../kernel/crypto/secrets.ts";
import { systemCtx } from "../../../kernel/ctx.ts";
import { openDatabase } from "../../../kernel/db/database.ts";
import { createHttpServer } from "../../../kernel/http/server.ts";
import { newId } from "../../../kernel/ids.ts";
import { installJobs, startJobs } from "../../../kernel/jobs/job-system.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import { LimitRegistry } from "../../../kernel/limits.ts";
import { type ModuleDefinition, onEvent } from "../../../kernel/module.ts";
import { PersonalDataRegistry } from "../../../kernel/personal-data.ts";
import { createMemoryLimiter } from "../../../kernel/rate-limit/memory-limiter.ts";
import type { Realtime } from "../../../kernel/realtime/realtime.ts";
import { createMetrics } from "../../../kernel/telemetry/metrics.ts";
import { TEST_SECRET_KEY, testDatabase } from "../../../testing/database.ts";
import { authenticateSession } from "../authenticate-session.ts";
import { emailLinkIssued, linkTokenPurpose, passwordChanged, userVerified } from "../contract.ts";
import { createUser } from "../create-user.ts";
import { isLinkAlive } from "../is-link-alive.ts";
import { identityModule } from "../module.ts";
import { TestBrowser } from "./test-browser.ts";

/** A link as its receiver finds it in the mail. */
export interface ReceivedLink {
  readonly kind: string;
  readonly email: string;
  readonly name: string;
  readonly token: string;
}

const CSRF_SECRET = "csrf-secret-of-tests";
const silent: Realtime = {
  async publish() {},
  async publishInTransaction() {},
  subscribe: () => () => {},
  async close() {},
};

/** Identity alone, over HTTP, with jobs and a clock to advance; mails end in a list. */
export async function identityApp(
  options: { signUp?: "open" | "closed"; more?: readonly ModuleDefinition[] } = {},
) {
  const database = await testDatabase();
  const clock = new TestClock();
  const inbox: ReceivedLink[] = [];
  const news: string[] = [];
  const modules = [
    identityModule({ csrfSecret: CSRF_SECRET, signUp: options.signUp ?? "open" }),
    listener(inbox, news),
    ...(options.more ?? []),
  ];
  await installJobs(database.adminUrl, modules);
  const log = pino({ level: "silent" });
  const db = openDatabase({
    url: database.url,
    poolSize: 10,
    applicationName: "identity-tests",
    onPoolError: () => {},
  });
  const jobs = await startJobs(
    database.url,
    modules,
    () => kernel,
    () => {},
  );
  const kernel: Kernel = {
    db,
    clock,
    log,
    events: jobs,
    realtime: silent,
    secrets: createSecrets(TEST_SECRET_KEY),
    metrics: createMetrics({ process: false }),
    rateLimiter: createMemoryLimiter({ now: () => clock.now().getTime() }),
    actions: new ActionRegistry(),
    limits: new LimitRegistry(),
    personalData: new PersonalDataRegistry(),
    publicUrl: "http://localhost:3000",
    newId,
  };
  const http = await createHttpServer({
    kernel,
    authenticator: {
      session: (token) => authenticateSession(kernel, token),
      apiKey: () => null,
      permissions: async () => null,
    },
    limits: { perIp: 10_000, perUser: 10_000, perWorkspace: 10_000 },
    csrfSecret: CSRF_SECRET,
    trustProxy: [],
    corsOrigins: [],
    version: "test",
  });
  for (const module of modules) module.routes?.(http);
  await http.ready();
  const admin = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
  let browsers = 0;

  return {
    kernel,
    http,
    clock,
    jobs,
    admin,
    inbox,
    news,
    operator: systemCtx(kernel, { kind: "operator" }),
    /** A person's browser with cookies of its own, at an address of its own. */
    browser: () => new TestBrowser(http, `10.0.${Math.floor(++browsers / 250)}.${browsers % 250}`),
    /** Works off the jobs. @returns the newest link mailed to the address */
    async linkFor(email: string): Promise<ReceivedLink | undefined> {
      await jobs.drain();
      return inbox.findLast((link) => link.email === email);
    },
    async person(email: string, password: string, name = "Mira Okafor") {
      return createUser(systemCtx(kernel, { kind: "operator" }), { email, password, name, verified: true });
    },
    async audit(action: string) {
      const { rows } = await admin.query("select * from kernel.audit where action = $1 order by id", [
        action,
      ]);
      return rows;
    },
    async close() {
      await http.close();
      await jobs.stop();
      await db.close();
      await admin.end();
      await database.drop();
    },
  };
}

export type IdentityApp = Awaited<ReturnType<typeof identityApp>>;

function listener(inbox: ReceivedLink[], news: string[]): ModuleDefinition {
  return {
    name: "listener",
    reactions: [
      onEvent(emailLinkIssued, "listener.mail", async (ctx, { kind, email, name, sealedToken }) => {
        const token = ctx.kernel.secrets.open(sealedToken, linkTokenPurpose(email));
        if (await isLinkAlive(ctx, { token })) inbox.push({ kind, email, name, token });
      }),
      onEvent(userVerified, "listener.verified", async (_ctx, { userId }) => {
        news.push(`verified ${userId}`);
      }),
      onEvent(passwordChanged, "listener.changed", async (_ctx, { userId }) => {
        news.push(`password changed ${userId}`);
      }),
    ],
  };
}
