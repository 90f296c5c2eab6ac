import { describe, expect, it } from "vitest";
import { isLoopbackAddress, isPublicAddress } from "./public-address.ts";

describe("isPublicAddress", () => {
  it.each([
    "1.1.1.1",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.0.1",
    "172.32.0.1",
    "2606:4700:4700::1111",
  ])("lets %s through", (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    ["this host", "0.0.0.0"],
    ["this network", "0.1.2.3"],
    ["loopback", "127.0.0.1"],
    ["all of loopback", "127.255.255.254"],
    ["private 10/8", "10.0.0.1"],
    ["private 172.16/12", "172.16.0.1"],
    ["the end of 172.16/12", "172.31.255.255"],
    ["private 192.168/16", "192.168.1.1"],
    ["shared address space", "100.64.0.1"],
    ["the end of shared address space", "100.127.255.255"],
    ["link-local, the metadata service", "169.254.169.254"],
    ["the metadata service of a container", "169.254.170.2"],
    ["Alibaba's metadata service", "100.100.100.200"],
    ["Oracle's metadata service", "192.0.0.192"],
    ["Azure's platform address", "168.63.129.16"],
    ["documentation", "192.0.2.1"],
    ["6to4 relays", "192.88.99.1"],
    ["benchmarking", "198.18.0.1"],
    ["multicast", "224.0.0.1"],
    ["reserved", "240.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["IPv6 unspecified", "::"],
    ["IPv6 loopback", "::1"],
    ["IPv4-mapped loopback", "::ffff:127.0.0.1"],
    ["IPv4-mapped, in hex", "::ffff:7f00:1"],
    ["IPv4-mapped public", "::ffff:1.1.1.1"],
    ["IPv4-compatible", "::127.0.0.1"],
    ["IPv4-compatible private", "::10.0.0.1"],
    ["IPv4-translated", "::ffff:0:127.0.0.1"],
    ["NAT64 of loopback", "64:ff9b::127.0.0.1"],
    ["NAT64 of the metadata service", "64:ff9b::a9fe:a9fe"],
    ["local NAT64", "64:ff9b:1::1"],
    ["6to4 of a private address", "2002:c0a8:0101::1"],
    ["Teredo", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    ["unique-local", "fd00::1"],
    ["AWS' metadata service", "fd00:ec2::254"],
    ["link-local IPv6", "fe80::1"],
    ["link-local IPv6 of an interface", "fe80::1%eth0"],
    ["site-local", "fec0::1"],
    ["multicast IPv6", "ff02::1"],
    ["documentation IPv6", "2001:db8::1"],
    ["the second documentation prefix", "3fff::1"],
    ["discard-only", "100::1"],
    ["what is no address", "localhost"],
    ["an octal spelling", "0177.0.0.1"],
    ["nothing", ""],
  ])("refuses %s", (_kind, address) => expect(isPublicAddress(address)).toBe(false));
});

describe("isLoopbackAddress", () => {
  it("knows this machine in both families and nothing else", () => {
    expect(["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"].every(isLoopbackAddress)).toBe(true);
    expect(["10.0.0.1", "0.0.0.0", "::", "169.254.169.254", "localhost"].some(isLoopbackAddress)).toBe(false);
  });
});
