import { describe, expect, it } from "vitest";
import { isForeignKeyViolation, isUniqueViolation } from "./race.ts";
import { emptyDatabase, run } from "./testing/empty-database.ts";

describe("telling what refused a row", () => {
  it("goes by PostgreSQL's own codes and the constraint's name", async () => {
    const url = await emptyDatabase();
    await run(
      url,
      "create table shop (id int constraint shop_id primary key, name text constraint shop_name unique)",
    );
    await run(url, "create table item (shop_id int constraint item_shop references shop (id))");
    await run(url, "insert into shop values (1, 'north')");
    const twice = await run(url, "insert into shop values (2, 'north')").catch((error: unknown) => error);
    const orphan = await run(url, "insert into item values (9)").catch((error: unknown) => error);
    const wrong = await run(url, "insert into shop values ('x')").catch((error: unknown) => error);
    expect([twice, orphan, wrong].map((error) => isUniqueViolation(error))).toEqual([true, false, false]);
    expect([twice, orphan, wrong].map((error) => isForeignKeyViolation(error))).toEqual([false, true, false]);
    expect(isUniqueViolation(twice, "shop_name")).toBe(true);
    expect(isUniqueViolation(twice, "shop_id")).toBe(false);
  });

  it.each([
    null,
    undefined,
    "23505",
    { code: "23505" },
    new Error("23505"),
    Object.assign(new Error(), { code: 23505 }),
  ])("is not fooled by what is no such error: %s", (thing) => {
    expect(isUniqueViolation(thing)).toBe(false);
    expect(isForeignKeyViolation(thing)).toBe(false);
  });
});
