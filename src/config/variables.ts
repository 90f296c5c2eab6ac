import { z } from "zod";
import { MAX_AMOUNT_MICRO_PT, parsePt } from "../kernel/money.ts";
import { modelEndpoints } from "./model-endpoints.ts";
import { modelFallbacks } from "./model-fallbacks.ts";
import {
  address,
  integer,
  list,
  mailbox,
  networkAddress,
  oneOf,
  origin,
  text,
  webAddress,
} from "./value-shapes.ts";

export const ROLES = ["web", "jobs", "clock"] as const;
const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
const WITHOUT_LIMIT = 0;

const secretKey = text(32, "Use at least 32 characters, for instance from: openssl rand -base64 33").refine(
  (key) => !key.includes(","),
  "Use no comma: SECRET_KEYS_OLD separates keys by it.",
);
const apiKey = text(1, "Give the key.");
const perMinute = integer(WITHOUT_LIMIT, 1_000_000);
const grant = z
  .string()
  .transform((value) => parsePt(value))
  .pipe(z.bigint("Give a number of PT with at most six decimals, such as 1000 or 12.5."))
  .refine((amount) => amount <= MAX_AMOUNT_MICRO_PT, "This is more than one posting may carry.");

const notes = new WeakMap<z.ZodType, VariableNotes>();

/** Every variable that Parley reads. The configuration table of README.md is made from this. */
export const environment = z.object({
  NODE_ENV: variable(
    oneOf(["development", "test", "production"]),
    "development",
    "How strict to be; production refuses every default that is only safe on your own machine.",
  ),
  ROLES: variable(
    list(oneOf(ROLES)).refine((roles) => roles.length > 0, "Name at least one role."),
    "web,jobs,clock",
    "What this process does; `--roles=web` on the command line goes before it.",
  ),
  PORT: variable(integer(0, 65_535), "3000", "Port of the web server; 0 takes a free one."),
  HOST: optional(
    text(1, "Give a host name or an IP address."),
    "`localhost`, `0.0.0.0` in production",
    "Address that the web server listens on.",
  ),
  PUBLIC_URL: optional(
    origin,
    "`http://localhost:PORT`",
    "Where people reach this installation; required in production, with https.",
  ),
  DATA_DIR: variable(
    text(1, "Give a folder."),
    "./data",
    "Folder of the embedded database, of files and of the key made in development.",
  ),
  DATABASE_URL: optional(
    address(["postgres:", "postgresql:"]),
    "embedded",
    "Your own PostgreSQL 15 or newer, as a role that may create roles; an embedded server starts when it is not set.",
    "secret",
  ),
  DATABASE_POOL_SIZE: variable(integer(2, 500), "20", "Most database connections of one process."),
  REDIS_URL: optional(
    address(["redis:", "rediss:"]),
    "none",
    "Redis for counters and messages shared by several processes.",
    "secret",
  ),
  SECRET_KEY: optional(
    secretKey,
    "made in development",
    "Key under which stored secrets are encrypted, at least 32 characters; required in production.",
    "secret",
  ),
  SECRET_KEYS_OLD: variable(
    list(secretKey),
    "",
    "Former values of SECRET_KEY, comma separated, so that what they encrypted can still be read.",
    "secret",
  ),
  SIGN_UP: variable(oneOf(["open", "closed"]), "open", "Whether strangers may create an account."),
  STARTING_GRANT_PT: variable(grant, "1000", "Credit of a new workspace, in PT."),
  STARTING_GRANT_DAYS: variable(
    integer(0, 36_500),
    "0",
    "Days until the starting credit expires; 0 means never.",
  ),
  OPENAI_API_KEY: optional(apiKey, "none", "Puts the models of OpenAI in the picker.", "secret"),
  OPENAI_BASE_URL: variable(
    webAddress,
    "https://api.openai.com/v1",
    "Address of OpenAI or of a gateway in front of it.",
  ),
  ANTHROPIC_API_KEY: optional(apiKey, "none", "Puts the models of Anthropic in the picker.", "secret"),
  ANTHROPIC_BASE_URL: variable(
    webAddress,
    "https://api.anthropic.com/v1",
    "Address of Anthropic or of a gateway in front of it.",
  ),
  GOOGLE_API_KEY: optional(apiKey, "none", "Puts the Gemini models of Google in the picker.", "secret"),
  GOOGLE_BASE_URL: variable(
    webAddress,
    "https://generativelanguage.googleapis.com/v1beta",
    "Address of Google's Gemini API or of a gateway in front of it.",
  ),
  MODEL_STALL_SECONDS: variable(
    integer(1, 600),
    "60",
    "Seconds of silence after which a model's answer counts as stalled.",
  ),
  MODEL_FALLBACKS: variable(
    modelFallbacks,
    "",
    "Models to try, in order, when one fails before its first token: openai/gpt-5=anthropic/claude-sonnet-4-5; one rule after another.",
  ),
  MODEL_ENDPOINTS: variable(
    modelEndpoints,
    "[]",
    "OpenAI-like endpoints, as `[{id, name, baseUrl, apiKey?, models?, embeddingModels?, rerankModels?, transcriptionModels?, visionModels?}]`.",
    "secret",
  ),
  QDRANT_URL: optional(
    webAddress,
    "none",
    "Qdrant server that keeps the vectors of documents; without it PostgreSQL does, with pgvector where the server has it.",
  ),
  QDRANT_API_KEY: optional(apiKey, "none", "Key of the Qdrant server.", "secret"),
  VECTOR_CACHE_MB: variable(
    integer(16, 1_000_000),
    "256",
    "Memory of one process for vectors that are compared one by one, in MB; 100,000 of 768 dimensions take 80.",
  ),
  WEB_ALLOW_LOOPBACK: variable(
    oneOf(["on", "off"]),
    "off",
    "For development: web pages of this machine may be read into Knowledge; refused in production.",
  ),
  SMTP_URL: optional(
    address(["smtp:", "smtps:"]),
    "none",
    "Server that sends mail; without it mail is kept at /dev/mail in development, and waits as failed jobs in production.",
    "secret",
  ),
  MAIL_FROM: variable(mailbox, "Parley <parley@localhost>", "Sender of every mail; required with SMTP_URL."),
  TRUST_PROXY: variable(
    list(networkAddress),
    "",
    "Addresses of your reverse proxies, comma separated; only their X-Forwarded headers are believed.",
  ),
  CORS_ORIGINS: variable(
    list(origin),
    "",
    "Origins, comma separated, whose pages may call the API from a browser.",
  ),
  RATE_LIMIT_PER_IP: variable(
    perMinute,
    "1200",
    "Requests per minute from one address; 0 switches this limit off.",
  ),
  RATE_LIMIT_PER_USER: variable(
    perMinute,
    "600",
    "Requests per minute of one person; 0 switches this limit off.",
  ),
  RATE_LIMIT_PER_WORKSPACE: variable(
    perMinute,
    "6000",
    "Requests per minute of one workspace; 0 switches this limit off.",
  ),
  LOG_LEVEL: variable(oneOf(LOG_LEVELS), "info", "Least serious level that is logged."),
  METRICS_TOKEN: optional(
    text(16, "Use at least 16 characters."),
    "none",
    "When set, /metrics answers only to this bearer token.",
    "secret",
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(
    webAddress,
    "none",
    "OpenTelemetry collector that traces are sent to, over HTTP.",
  ),
  OTEL_SERVICE_NAME: variable(text(1, "Give a name."), "parley", "Name of this service in traces."),
});

interface VariableNotes {
  /** One sentence for the operator. */
  readonly description: string;
  /** The default as the environment would hold it, or in words what happens without the variable. */
  readonly fallback: string;
  /** Never shown: not in a fault, not in `doctor`. */
  readonly secret: boolean;
}

/** A value that is always there: `fallback` is read as if the environment held it. Empty counts as not set. */
function variable<Shape extends z.ZodType<unknown, string>>(
  shape: Shape,
  fallback: string,
  description: string,
  secret?: "secret",
) {
  const schema = z
    .string()
    .optional()
    .transform((value) => value?.trim() || fallback)
    .pipe(shape);
  return annotated(schema, { description, fallback, secret: secret !== undefined });
}

/** A value that may be missing; `fallback` says in words what happens then. */
function optional<Shape extends z.ZodType<unknown, string>>(
  shape: Shape,
  fallback: string,
  description: string,
  secret?: "secret",
) {
  const schema = z
    .string()
    .optional()
    .transform((value) => value?.trim() || undefined)
    .pipe(shape.optional());
  return annotated(schema, { description, fallback, secret: secret !== undefined });
}

function annotated<Schema extends z.ZodType>(schema: Schema, its: VariableNotes): Schema {
  notes.set(schema, its);
  return schema;
}

export interface ConfigVariable extends VariableNotes {
  readonly name: string;
}

export const CONFIG_VARIABLES: readonly ConfigVariable[] = Object.entries(environment.shape).map(
  ([name, shape]) => {
    const found = notes.get(shape);
    if (!found) throw new Error(`${name} has no description.`);
    return { name, ...found };
  },
);
