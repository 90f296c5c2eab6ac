import { describe, expect, it } from "vitest";
import { addressKey, callerAddress } from "./caller-address.ts";

describe("a caller's address", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["203.0.113.7:50123", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:203.0.113.7", "203.0.113.7"],
    ["2001:DB8::1", "2001:db8::1"],
    ["[2001:db8::1]:50123", "2001:db8::1"],
    ["[2001:db8::1]", "2001:db8::1"],
    ["fe80::1%eth0", "fe80::1"],
    ["::1", "::1"],
  ])("%s is kept as %s, which inet takes", (told, kept) => {
    expect(callerAddress(told)).toBe(kept);
  });

  it.each([
    "",
    "unknown",
    "_hidden",
    "203.0.113",
    "203.0.113.999",
    "1.2.3.4, 5.6.7.8",
    "'; drop table",
    "::ffff:1.2.3.999",
    "[::1",
    "localhost",
  ])("%j is none", (told) => {
    expect(callerAddress(told)).toBeNull();
  });
});

describe("the key under which an address is counted", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["203.0.113.7:50123", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:0db8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2"],
    ["2001:DB8:1:2::", "2001:db8:1:2"],
    ["2001:db8::7", "2001:db8:0:0"],
    ["2001:db8:0:0:1::9", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
    ["::", "0:0:0:0"],
    ["64:ff9b::203.0.113.7", "64:ff9b:0:0"],
    ["fe80::1%eth0", "fe80:0:0:0"],
    ["nonsense", "unknown"],
  ])("%s counts as %s", (told, key) => {
    expect(addressKey(told)).toBe(key);
  });
});
