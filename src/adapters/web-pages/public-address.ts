import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Global unicast, the only IPv6 space in which public servers live (RFC 4291, section 2.4). */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");
/** In 2000::/3 and still not for the public: the second documentation prefix (RFC 9637). */
const DOCUMENTATION_IPV6 = ipaddr.IPv6.parseCIDR("3fff::/20");
/** Public by number, and yet the host's own: the platform address of Azure's machines. */
const PLATFORM_ADDRESSES: ReadonlySet<string> = new Set(["168.63.129.16"]);

/**
 * Whether a server at this address is on the public internet. Everything else is refused: private, loopback,
 * link-local, unique-local, shared (100.64/10), multicast, reserved, and IPv6 that stands for an IPv4 address
 * (mapped, compatible, NAT64, 6to4, Teredo), whatever the IPv4 address is.
 * @param address as the resolver or the socket gives it; anything that is no address is not public
 */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  if (version === 4) {
    return ipaddr.IPv4.parse(address).range() === "unicast" && !PLATFORM_ADDRESSES.has(address);
  }
  if (address.includes("%")) return false;
  const parsed = ipaddr.IPv6.parse(address);
  return parsed.range() === "unicast" && parsed.match(GLOBAL_IPV6) && !parsed.match(DOCUMENTATION_IPV6);
}

/** 127.0.0.0/8 and ::1, also as a dual-stack socket names them (::ffff:127.0.0.1). */
export function isLoopbackAddress(address: string): boolean {
  return isIP(address) !== 0 && ipaddr.process(address).range() === "loopback";
}
