import { resolve } from "node:path";
import type { z } from "zod";
import type { ModelEndpoint } from "./config/model-endpoints.ts";
import { environment, type ROLES } from "./config/variables.ts";

export { CONFIG_VARIABLES, type ConfigVariable } from "./config/variables.ts";
export type { ModelEndpoint };

export type Role = (typeof ROLES)[number];
type Environment = z.output<typeof environment>;

/** Everything an operator can set, validated. `null` stands for "not set". */
export interface Config {
  readonly environment: Environment["NODE_ENV"];
  readonly production: boolean;
  readonly roles: ReadonlySet<Role>;
  /** Absolute path. */
  readonly dataDir: string;
  /** Scheme, host and port, without a trailing slash. */
  readonly publicUrl: string;
  /** Null in development only; `loadSecretKey` then makes one. */
  readonly secretKey: string | null;
  readonly oldSecretKeys: readonly string[];
  readonly log: { readonly level: Environment["LOG_LEVEL"] };
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly trustProxy: readonly string[];
    readonly corsOrigins: readonly string[];
    /** Requests per minute. */
    readonly rateLimits: {
      readonly perIp: number | null;
      readonly perUser: number | null;
      readonly perWorkspace: number | null;
    };
  };
  readonly database: { readonly url: string | null; readonly poolSize: number };
  readonly redis: { readonly url: string | null };
  readonly mail: { readonly smtpUrl: string | null; readonly from: string };
  readonly models: {
    readonly openai: ProviderAccess;
    readonly anthropic: ProviderAccess;
    readonly google: ProviderAccess;
    readonly endpoints: readonly ModelEndpoint[];
    /** Silence after which an answer counts as stalled, ms. */
    readonly stallMs: number;
    /** Models to try when one fails before its first token. */
    readonly fallbacks: ReadonlyMap<string, readonly string[]>;
  };
  readonly vectors: {
    readonly qdrantUrl: string | null;
    readonly qdrantApiKey: string | null;
    readonly cacheBytes: number;
  };
  /** Pages of this machine may be read: for development and tests. */
  readonly web: { readonly allowLoopback: boolean };
  readonly startingGrant: { readonly microPt: bigint; readonly days: number | null };
  readonly signUp: Environment["SIGN_UP"];
  readonly telemetry: {
    readonly otlpEndpoint: string | null;
    readonly serviceName: string;
    readonly metricsToken: string | null;
  };
}

export interface ProviderAccess {
  readonly apiKey: string | null;
  /** Without a trailing slash. */
  readonly baseUrl: string;
}

export interface ConfigFault {
  readonly variable: string;
  readonly reason: string;
}

/** Lists every fault at once; a value is never part of it. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(
      `The configuration has faults:\n${faults.map((at) => `  ${at.variable}: ${at.reason}`).join("\n")}`,
    );
    this.name = "ConfigError";
    this.faults = faults;
  }
}

type RawEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * The only reader of the environment.
 * @param args of the command line; `--roles=web,jobs` goes before ROLES
 * @throws ConfigError
 */
export function readConfig(env: RawEnvironment = process.env, args: readonly string[] = []): Config {
  const roles = args.find((arg) => arg.startsWith("--roles="))?.slice("--roles=".length);
  const raw = roles === undefined ? env : { ...env, ROLES: roles };
  const parsed = environment.safeParse(raw);
  const faults = [...(parsed.error?.issues ?? []).map(toFault), ...faultsBetween(raw)];
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return group(parsed.data);
}

function toFault(issue: z.core.$ZodIssue): ConfigFault {
  const [variable, ...inside] = issue.path;
  const where = inside
    .map((step) => (typeof step === "number" ? `entry ${step + 1}` : String(step)))
    .join(", ");
  return { variable: String(variable), reason: where ? `${where}: ${issue.message}` : issue.message };
}

/** Rules over more than one variable. They read the raw text, so a fault elsewhere does not hide them. */
function faultsBetween(raw: RawEnvironment): ConfigFault[] {
  const has = (name: string) => Boolean(raw[name]?.trim());
  const faults: ConfigFault[] = [];
  if (has("SMTP_URL") && !has("MAIL_FROM")) {
    faults.push({ variable: "MAIL_FROM", reason: "Give the sender's address, since SMTP_URL is set." });
  }
  if (raw.NODE_ENV?.trim() !== "production") return faults;
  if (!has("SECRET_KEY")) {
    faults.push({
      variable: "SECRET_KEY",
      reason: "Set it in production, for instance from: openssl rand -base64 33",
    });
  }
  if (raw.WEB_ALLOW_LOOPBACK?.trim() === "on") {
    faults.push({
      variable: "WEB_ALLOW_LOOPBACK",
      reason:
        "Leave it off in production: whoever adds a website could read what this machine serves to itself.",
    });
  }
  if (!has("PUBLIC_URL")) {
    faults.push({ variable: "PUBLIC_URL", reason: "Set it in production: links in mails lead there." });
  } else if (!isSafeOrigin(raw.PUBLIC_URL ?? "")) {
    faults.push({
      variable: "PUBLIC_URL",
      reason: "Use https in production; cookies are sent only over it.",
    });
  }
  return faults;
}

/** Browsers treat loopback as a secure context, which lets a production build be tried on one machine. */
function isSafeOrigin(text: string): boolean {
  if (!URL.canParse(text.trim())) return true;
  const url = new URL(text.trim());
  return url.protocol !== "http:" || ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
}

function group(env: Environment): Config {
  const production = env.NODE_ENV === "production";
  return {
    environment: env.NODE_ENV,
    production,
    roles: new Set(env.ROLES),
    dataDir: resolve(env.DATA_DIR),
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    secretKey: env.SECRET_KEY ?? null,
    oldSecretKeys: env.SECRET_KEYS_OLD,
    log: { level: env.LOG_LEVEL },
    http: {
      host: env.HOST ?? (production ? "0.0.0.0" : "localhost"),
      port: env.PORT,
      trustProxy: env.TRUST_PROXY,
      corsOrigins: env.CORS_ORIGINS,
      rateLimits: {
        perIp: env.RATE_LIMIT_PER_IP || null,
        perUser: env.RATE_LIMIT_PER_USER || null,
        perWorkspace: env.RATE_LIMIT_PER_WORKSPACE || null,
      },
    },
    database: { url: env.DATABASE_URL ?? null, poolSize: env.DATABASE_POOL_SIZE },
    redis: { url: env.REDIS_URL ?? null },
    mail: { smtpUrl: env.SMTP_URL ?? null, from: env.MAIL_FROM },
    models: {
      openai: { apiKey: env.OPENAI_API_KEY ?? null, baseUrl: env.OPENAI_BASE_URL },
      anthropic: { apiKey: env.ANTHROPIC_API_KEY ?? null, baseUrl: env.ANTHROPIC_BASE_URL },
      google: { apiKey: env.GOOGLE_API_KEY ?? null, baseUrl: env.GOOGLE_BASE_URL },
      endpoints: env.MODEL_ENDPOINTS,
      stallMs: env.MODEL_STALL_SECONDS * 1_000,
      fallbacks: env.MODEL_FALLBACKS,
    },
    vectors: {
      qdrantUrl: env.QDRANT_URL ?? null,
      qdrantApiKey: env.QDRANT_API_KEY ?? null,
      cacheBytes: env.VECTOR_CACHE_MB * 1024 * 1024,
    },
    web: { allowLoopback: env.WEB_ALLOW_LOOPBACK === "on" },
    startingGrant: { microPt: env.STARTING_GRANT_PT, days: env.STARTING_GRANT_DAYS || null },
    signUp: env.SIGN_UP,
    telemetry: {
      otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
      serviceName: env.OTEL_SERVICE_NAME,
      metricsToken: env.METRICS_TOKEN ?? null,
    },
  };
}
