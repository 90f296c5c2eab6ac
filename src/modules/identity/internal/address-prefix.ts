import { isIPv6 } from "node:net";

/**
 * An address as attempts are counted: IPv6 by its /64, since one person holds a whole one; IPv4 written as
 * IPv6 (RFC 4291 section 2.5.5.2) as IPv4.
 */
export function addressPrefix(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = "", tail] = (ip.split("%")[0] ?? "").toLowerCase().split("::");
  const before = groupsOf(head);
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - groupsOf(tail).length);
  const groups = [...before, ...Array<string>(missing).fill("0"), ...groupsOf(tail ?? "")];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}

function groupsOf(part: string): string[] {
  return part.split(":").filter((group) => group !== "");
}
