import { Client } from "pg";
import { expect, test } from "vitest";
import { superuserUrl, urlForDatabase } from "./database-url.ts";

/** As node-postgres understands it; nothing is connected. */
function parse(url: string) {
  const { host, port, user, password, database } = new Client({ connectionString: url });
  return { host, port, user, password, database };
}

test("a socket folder with odd characters survives the way through node-postgres", () => {
  const host = '/data/größe & "more" 100%/run';
  const url = superuserUrl({ host, port: 23456 }, "p@ss:/?#%", "parley");
  expect(parse(url)).toMatchObject({
    host,
    port: 23456,
    user: "postgres",
    password: "p@ss:/?#%",
    database: "parley",
  });
});

test("a host name stays a host name", () => {
  expect(superuserUrl({ host: "127.0.0.1", port: 5432 }, "secret", "parley")).toBe(
    "postgresql://postgres:secret@127.0.0.1:5432/parley",
  );
});

test("another database of the same server keeps user, password, address and options", () => {
  const url = superuserUrl({ host: "/data/run", port: 23456 }, "p@ss", "parley");
  expect(parse(urlForDatabase(url, "other one"))).toMatchObject({
    ...parse(url),
    database: "other one",
  });
  expect(urlForDatabase("postgres://a:b@db.example:5432/x?sslmode=require", "y")).toBe(
    "postgres://a:b@db.example:5432/y?sslmode=require",
  );
});
