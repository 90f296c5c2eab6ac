import { describe, expect, it } from "vitest";
import { answerTypeOf, showsType } from "./answer-type.ts";

describe("the sort of answer that is asked for", () => {
  it.each([
    ["What is the phone number of the office?", "phone"],
    ["What does a day ticket cost?", "money"],
    ["How much is a bike?", "money"],
    ["Was kostet ein Vertrag?", "money"],
    ["How long is the guarantee?", "duration"],
    ["Wie viele Tage Urlaub habe ich?", "duration"],
    ["How many guests fit in?", "count"],
    ["How much does the lamp weigh?", "weight"],
    ["Wie schwer darf ein Paket sein?", "weight"],
    ["How deep is the pool?", "extent"],
    ["Wie weit ist es zum Bahnhof?", "extent"],
    ["What temperature does the fridge keep?", "temperature"],
    ["When was the house built?", "date"],
    ["When do we close?", "time"],
    ["How do I behave when it rains?", null],
    ["Which colour is the roof?", null],
  ])("%s: %s", (question, type) => {
    expect(answerTypeOf(question)).toBe(type);
  });

  it.each([
    ["phone", "Call 0800 555 060.", "Call the desk."],
    ["money", "It costs £12.", "It costs a lot."],
    ["money", "Entry is free.", "Entry is at the back."],
    ["weight", "Parcels of up to 20 kg.", "Parcels of up to 20 euros."],
    ["extent", "The pool is 1.80 m deep.", "The pool opens at 8."],
    ["temperature", "Keep it below 8 °C.", "Keep it for 8 days."],
    ["duration", "Zips are guaranteed for life.", "Zips are guaranteed."],
    ["duration", "Garantie: zwei Jahre", "Garantie: ja"],
    ["count", "At most eight guests.", "Guests are welcome."],
    ["date", "Built in 1911.", "Built by hand."],
    ["time", "On Tuesdays.", "By the door."],
  ] as const)("%s is seen in “%s”, not in “%s”", (type, with_, without) => {
    expect(showsType(with_, type)).toBe(true);
    expect(showsType(without, type)).toBe(false);
  });
});
