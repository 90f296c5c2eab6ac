/** What the doctor says of one thing. `fail`: Parley does not work, or not safely. `warn`: it works, but look at it. */
export interface Finding {
  readonly name: string;
  readonly state: "ok" | "warn" | "fail";
  /** A whole sentence. */
  readonly detail: string;
  /** What to do, as a whole sentence; none for what is well. */
  readonly remedy?: string;
}

export function ok(name: string, detail: string): Finding {
  return { name, state: "ok", detail };
}

export function warn(name: string, detail: string, remedy: string): Finding {
  return { name, state: "warn", detail, remedy };
}

export function fail(name: string, detail: string, remedy: string): Finding {
  return { name, state: "fail", detail, remedy };
}

/** "1 job", "3 jobs". */
export function count(number: number | bigint, one: string, many = `${one}s`): string {
  return `${number} ${BigInt(number) === 1n ? one : many}`;
}

/** "a, b, c and 4 more". */
export function some(names: readonly string[], most = 3): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(", ")} and ${more} more` : names.join(", ");
}
