import { type DestinationStream, type Logger, pino, stdTimeFunctions } from "pino";
import { humanLine } from "./log/human-line.ts";
import { redactLine } from "./log/redact-line.ts";

/** Structured log: `log.info({ workspaceId }, "Workspace created")`. Secrets are removed on the way out. */
export type Log = Logger;

export interface LogOptions {
  readonly level: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  readonly production: boolean;
  /** Short lines for people instead of JSON; when left out, everywhere but in production. */
  readonly pretty?: boolean;
  /** Standard output when left out. */
  readonly destination?: DestinationStream;
}

/**
 * Redaction works on the finished line, so nothing gets around it: not a child's bindings, not a
 * serialiser's output, not the text of an error from elsewhere.
 */
export function createLog(options: LogOptions): Log {
  const pretty = options.pretty ?? !options.production;
  return pino(
    {
      level: options.level,
      ...(options.production ? {} : { base: null }),
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: pretty ? (line) => humanLine(redactLine(line)) : redactLine },
    },
    options.destination ?? pino.destination({ fd: 1 }),
  );
}
