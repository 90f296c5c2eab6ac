import { expect, it } from "vitest";
import { readingChoices } from "./reading-choices.ts";

it("offers none first, then the models, and the chosen one also where it is no longer connected", () => {
  expect(readingChoices(["openai/whisper-1"], "gone/ears", "None")).toEqual([
    { value: "", label: "None" },
    { value: "openai/whisper-1", label: "openai/whisper-1" },
    { value: "gone/ears", label: "gone/ears (not connected)" },
  ]);
});
