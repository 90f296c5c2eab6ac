import { isIP, isIPv4 } from "node:net";

/** Key of callers whose address is not known. */
const UNKNOWN = "unknown";

/**
 * The caller's address as PostgreSQL's inet takes it: without a port, which some proxies add, without the zone
 * of a link-local one, and IPv4 in its own form. Null for what is no address: a proxy may tell anything.
 */
export function callerAddress(told: string): string | null {
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(told)?.[1] ?? /^([\d.]+):\d+$/.exec(told)?.[1] ?? told;
  const address = bare.split("%", 1)[0] ?? "";
  if (isIP(address) === 0) return null;
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  return mapped !== undefined && isIPv4(mapped) ? mapped : address.toLowerCase();
}

/** The caller's address as the limiter counts it: IPv6 by its /64, since one person holds a whole one. */
export function addressKey(told: string): string {
  const address = callerAddress(told);
  if (address === null) return UNKNOWN;
  if (isIPv4(address)) return address;
  const [head = "", tail] = address.split("::");
  const groups = groupsOf(head);
  const missing = tail === undefined ? 0 : 8 - groups.length - groupsOf(tail).length;
  return [...groups, ...Array<string>(Math.max(0, missing)).fill("0")].slice(0, 4).join(":");
}

/** Without leading zeros, so that one network has one key. */
function groupsOf(part: string): string[] {
  return part
    .split(":")
    .filter(Boolean)
    .flatMap((group) => (group.includes(".") ? ["0", "0"] : [Number.parseInt(group, 16).toString(16)]));
}
