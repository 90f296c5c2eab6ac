import { spawn } from "node:child_process";

/** An operating-system user to run as; undefined means "as we are". */
export interface ServerUser {
  uid: number;
  gid: number;
}

export interface ProgramResult {
  /** Undefined when the program was killed or could not be started. */
  exitCode: number | undefined;
  /** Standard output, cut to the last 16 kB. */
  stdout: string;
  /** Standard output and error together, cut to the last 16 kB. */
  output: string;
}

interface ProgramOptions {
  as?: ServerUser | undefined;
  cwd?: string;
  input?: string;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

const KEPT_OUTPUT = 16_384;

/** The environment of every program we start: nothing of ours leaks in, least of all keys or PG* settings. */
export const CLEAN_ENVIRONMENT = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C", TZ: "UTC" };

/**
 * Runs a program to its end; kills it on timeout or abort. A program that fails, or is not there,
 * is a result and not an exception; only the signal's own reason is thrown.
 */
export async function runProgram(
  file: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<ProgramResult> {
  options.signal?.throwIfAborted();
  let result: ProgramResult;
  try {
    result = await runToEnd(file, args, options);
  } catch (error) {
    // spawn throws, rather than reports, when it may not switch to the wanted user.
    result = { exitCode: undefined, stdout: "", output: String(error) };
  }
  options.signal?.throwIfAborted();
  return result;
}

function runToEnd(file: string, args: readonly string[], options: ProgramOptions): Promise<ProgramResult> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  let stdout = "";
  let output = "";
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      ...options.as,
      cwd: options.cwd ?? "/",
      env: CLEAN_ENVIRONMENT,
      stdio: ["pipe", "pipe", "pipe"],
      signal: options.signal ? AbortSignal.any([timeout, options.signal]) : timeout,
      killSignal: "SIGKILL",
    });
    child.stdout.on("data", (chunk) => {
      stdout = `${stdout}${chunk}`.slice(-KEPT_OUTPUT);
      output = `${output}${chunk}`.slice(-KEPT_OUTPUT);
    });
    child.stderr.on("data", (chunk) => {
      output = `${output}${chunk}`.slice(-KEPT_OUTPUT);
    });
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
    child.on("error", (error) => {
      output = `${output}\n${error.message}`.slice(-KEPT_OUTPUT);
      if (child.pid === undefined) resolve({ exitCode: undefined, stdout, output });
    });
    child.on("close", (code) => resolve({ exitCode: code ?? undefined, stdout, output }));
  });
}
