import { expect, test } from "vitest";
import { serverArguments } from "./settings.ts";

const base = { cluster: "/data/cluster", port: 23456, socketFolder: "/data/run", fsync: true, settings: {} };

function settingsOf(options: typeof base): Map<string, string> {
  const [flag, cluster, ...rest] = serverArguments(options);
  expect([flag, cluster]).toEqual(["-D", "/data/cluster"]);
  const pairs = rest.filter((argument) => argument !== "-c");
  expect(rest).toHaveLength(pairs.length * 2);
  return new Map(
    pairs.map((pair): [string, string] => [pair.split("=")[0] ?? "", pair.replace(/^[^=]+=/, "")]),
  );
}

test("commits are durable and the server listens on this machine alone", () => {
  const settings = settingsOf(base);
  expect(settings.get("fsync")).toBe("on");
  expect(settings.get("synchronous_commit")).toBe("on");
  expect(settings.get("full_page_writes")).toBe("on");
  expect(settings.get("listen_addresses")).toBe("127.0.0.1");
  expect(settings.get("unix_socket_permissions")).toBe("0700");
});

test("a caller's settings win over ours, but not over where the server listens", () => {
  const settings = settingsOf({
    ...base,
    settings: { max_connections: "20", port: "1", log_line_prefix: "a=b" },
  });
  expect(settings.get("max_connections")).toBe("20");
  expect(settings.get("log_line_prefix")).toBe("a=b");
  expect(settings.get("port")).toBe("23456");
});

test("without fsync nothing waits for the disk, unless the caller says so", () => {
  const settings = settingsOf({ ...base, fsync: false, settings: { full_page_writes: "on" } });
  expect(settings.get("fsync")).toBe("off");
  expect(settings.get("synchronous_commit")).toBe("off");
  expect(settings.get("full_page_writes")).toBe("on");
});
