import { expect, test } from "vitest";
import type { Message } from "../types.ts";
import { announcement, momentOf, type ThreadMoment } from "./announcement.ts";

const message = (status: Message["status"]): Message => ({
  id: "a1",
  role: "assistant",
  status,
  text: "text",
  attachments: [],
  citations: [],
  verdict: null,
  author: null,
  model: null,
  heldMicroPt: null,
  receipt: null,
  failure: status === "failed" ? { code: "x", message: "The model is busy." } : null,
  continuesId: null,
  createdAt: "2026-11-20T10:00:00.000Z",
});
const nothing: ThreadMoment = { answerId: null, status: null, sending: null };
const moment = (status: Message["status"]) => momentOf([message(status)], null);

test("the beginning and the end of an answer are said, its growth is not", () => {
  expect(announcement(nothing, moment("streaming"), message("streaming"))).toBe(
    "The answer is being written.",
  );
  expect(announcement(moment("streaming"), moment("streaming"), message("streaming"))).toBe("");
  expect(announcement(moment("streaming"), moment("complete"), message("complete"))).toBe(
    "The answer is complete.",
  );
});

test("an end that is not a good one is said in its own words", () => {
  expect(announcement(moment("streaming"), moment("failed"), message("failed"))).toBe("The model is busy.");
  expect(announcement(moment("streaming"), moment("stopped"), message("stopped"))).toContain("Stopped.");
});

test("opening a conversation says nothing", () => {
  expect(announcement(nothing, moment("complete"), message("complete"))).toBe("");
});

test("a question that cannot leave is said once", () => {
  const failed: ThreadMoment = { ...nothing, sending: "failed" };
  expect(announcement({ ...nothing, sending: "waiting" }, failed, undefined)).toBe(
    "The question was not sent.",
  );
  expect(announcement(failed, failed, undefined)).toBe("");
});
