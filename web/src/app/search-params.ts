import { withoutEmpty } from "../ui/without-empty.ts";

/** Readers of the address's query. Plain functions: a schema library here would weigh on every first visit. */

type Raw = Readonly<Record<string, unknown>>;

function text(value: unknown, longest = 200): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value.slice(0, longest) : undefined;
}

function oneOf<const Value extends string>(value: unknown, allowed: readonly Value[]): Value | undefined {
  return allowed.find((one) => one === value);
}

/** Only paths of this site: `//elsewhere.example` and `https:` are dropped. */
export function readNext(raw: Raw) {
  const next = text(raw.next, 2000);
  return withoutEmpty({ next: next?.startsWith("/") && !/^\/[/\\]/.test(next) ? next : undefined });
}

export function readToken(raw: Raw) {
  return withoutEmpty({ token: text(raw.token, 300) });
}

export function readEmail(raw: Raw) {
  return withoutEmpty({ email: text(raw.email, 300) });
}

export function readMembers(raw: Raw) {
  return withoutEmpty({
    search: text(raw.search, 100),
    role: oneOf(raw.role, ["owner", "admin", "agent", "member", "viewer"]),
  });
}

export function readUsage(raw: Raw) {
  return withoutEmpty({
    month: /^\d{4}-(0[1-9]|1[0-2])$/.test(text(raw.month) ?? "") ? text(raw.month) : undefined,
    kind: oneOf(raw.kind, ["grant", "hold", "usage", "release", "expiry", "correction"]),
    member: text(raw.member),
    model: text(raw.model),
    holds: raw.holds === true || raw.holds === "true" ? true : undefined,
  });
}

export function readKnowledge(raw: Raw) {
  return withoutEmpty({
    collection: text(raw.collection, 36),
    search: text(raw.search, 100),
    state: oneOf(raw.state, ["queued", "reading", "splitting", "embedding", "ready", "failed", "cancelled"]),
    /** On a phone: the collections as a page. */
    list: raw.list === true || raw.list === "true" ? true : undefined,
  });
}

export function readPassage(raw: Raw) {
  const chunk = Number(raw.chunk ?? "x");
  return withoutEmpty({ chunk: Number.isInteger(chunk) && chunk >= 0 ? chunk : undefined });
}

export function readMail(raw: Raw) {
  return withoutEmpty({ to: text(raw.to, 300) });
}
