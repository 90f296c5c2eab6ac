import { isIP } from "node:net";
import { z } from "zod";

/** Shapes of values in the environment. No reason ever repeats the value: it may be a secret. */

export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, `Use one of ${values.join(", ")}.`);
}

export function integer(minimum: number, maximum: number) {
  const reason = `Give a whole number from ${minimum} to ${maximum}.`;
  return z
    .string()
    .regex(/^\d{1,9}$/, reason)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, reason);
}

export function text(minimum: number, reason: string) {
  return z.string().min(minimum, reason);
}

/** An address with one of these schemes, such as `redis:`. */
export function address(schemes: readonly string[]) {
  const reason = `Give an address that begins with ${schemes.map((scheme) => `${scheme}//`).join(" or ")}.`;
  return z
    .string()
    .refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol), reason);
}

/** Slashes at its end are cut off, so that paths can be appended. */
export const webAddress = address(["https:", "http:"]).transform((value) => value.replace(/\/+$/, ""));

/** Scheme, host and port without a path, as a browser sends it in `Origin` (RFC 6454 section 7). */
export const origin = webAddress
  .refine(
    (value) => new URL(value).origin === value.toLowerCase(),
    "Give scheme, host and port only, such as https://chat.example.com.",
  )
  .transform((value) => value.toLowerCase());

/** `name@host`, or `Shown Name <name@host>`. */
export const mailbox = z
  .string()
  .regex(
    /^(?:[^<>\r\n]{1,100}<[^\s<>@,]+@[^\s<>@,]+>|[^\s<>@,]+@[^\s<>@,]+)$/,
    "Give an e-mail address, or a name with the address in angle brackets.",
  );

/** Comma separated; blanks around the parts and empty parts are dropped. */
export function list<Item extends z.ZodType<unknown, string>>(item: Item) {
  return z
    .string()
    .transform((value) =>
      value
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    )
    .pipe(z.array(item).max(100, "Give at most 100 entries."));
}

const NAMED_NETWORKS = ["loopback", "linklocal", "uniquelocal"];

export const networkAddress = z
  .string()
  .refine(
    (value) => NAMED_NETWORKS.includes(value) || isNetwork(value),
    `Give IP addresses, networks such as 10.0.0.0/8, or ${NAMED_NETWORKS.join(", ")}.`,
  );

function isNetwork(value: string): boolean {
  const [ip = "", bits, ...rest] = value.split("/");
  const family = isIP(ip);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
