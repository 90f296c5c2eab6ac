import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Upstream } from "./upstream.ts";
import type { CallSink } from "./upstream-call.ts";
import { UpstreamCall } from "./upstream-call.ts";

const TIMEOUTS = { connectMs: 10, firstByteMs: 100, idleMs: 50, totalMs: 1_000 };

function fakeCall(signal?: AbortSignal) {
  const controller = {
    paused: false,
    aborted: false,
    reason: null as Error | null,
    abort: vi.fn(),
    pause: vi.fn(),
    resume: vi.fn(),
  };
  const sink = { start: vi.fn(), data: vi.fn(), end: vi.fn(), fail: vi.fn() } satisfies CallSink;
  const upstream: Upstream = {
    provider: "p",
    hostname: "h",
    secrets: [],
    timeouts: TIMEOUTS,
    path: (endpoint) => endpoint,
    headers: () => [],
    // Only dispatch is called by UpstreamCall.
    dispatcher: { dispatch: vi.fn() } as unknown as Upstream["dispatcher"],
  };
  const call = new UpstreamCall(upstream, signal, sink);
  return { call, controller, sink };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("UpstreamCall", () => {
  test("a reader that pauses is not taken for a provider that stalls", () => {
    const { call, controller, sink } = fakeCall();
    call.onRequestStart(controller);
    call.onResponseStart(controller, 200, {});
    call.onResponseData(controller, Buffer.from("x"));
    call.pause();
    vi.advanceTimersByTime(TIMEOUTS.idleMs * 5);
    expect(sink.fail).not.toHaveBeenCalled();
    call.resume();
    expect(controller.resume).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(TIMEOUTS.idleMs);
    expect(sink.fail).toHaveBeenCalledWith(expect.objectContaining({ kind: "stalled" }));
  });

  test("a pause without end is ended with the whole call's time", () => {
    const { call, controller, sink } = fakeCall();
    call.onRequestStart(controller);
    call.onResponseStart(controller, 200, {});
    call.onResponseData(controller, Buffer.from("x"));
    call.pause();
    vi.advanceTimersByTime(TIMEOUTS.totalMs + TIMEOUTS.idleMs);
    expect(sink.fail).toHaveBeenCalledTimes(1);
    expect(controller.abort).toHaveBeenCalledTimes(1);
  });

  test("each byte gives the provider idleMs again", () => {
    const { call, controller, sink } = fakeCall();
    call.onRequestStart(controller);
    call.onResponseStart(controller, 200, {});
    for (let i = 0; i < 10; i++) {
      call.onResponseData(controller, Buffer.from("x"));
      vi.advanceTimersByTime(TIMEOUTS.idleMs - 1);
    }
    expect(sink.fail).not.toHaveBeenCalled();
  });

  test("headers alone are no first byte", () => {
    const { call, controller, sink } = fakeCall();
    call.onRequestStart(controller);
    call.onResponseStart(controller, 200, {});
    vi.advanceTimersByTime(TIMEOUTS.firstByteMs);
    expect(sink.fail).toHaveBeenCalledWith(
      expect.objectContaining({ kind: "stalled", detail: "No answer in time" }),
    );
  });

  test("a call cut while it waited for a connection is aborted when the connection comes", () => {
    const leave = new AbortController();
    const { call, controller, sink } = fakeCall(leave.signal);
    leave.abort(new Error("left"));
    expect(sink.fail).toHaveBeenCalledTimes(1);
    call.onRequestStart(controller);
    expect(controller.abort).toHaveBeenCalledTimes(1);
  });

  test("nothing reaches the sink after the end, and the signal is let go", () => {
    const leave = new AbortController();
    const remove = vi.spyOn(leave.signal, "removeEventListener");
    const { call, controller, sink } = fakeCall(leave.signal);
    call.onRequestStart(controller);
    call.onResponseStart(controller, 200, {});
    call.onResponseEnd();
    expect(remove).toHaveBeenCalledTimes(1);
    leave.abort();
    call.onResponseData(controller, Buffer.from("x"));
    call.onResponseError(controller, new Error("late"));
    call.cancel();
    vi.advanceTimersByTime(TIMEOUTS.totalMs * 2);
    expect(sink.end).toHaveBeenCalledTimes(1);
    expect([sink.data.mock.calls.length, sink.fail.mock.calls.length]).toEqual([0, 0]);
    expect(controller.abort).not.toHaveBeenCalled();
  });

  test("an answer above 64 MB is cut off", () => {
    const { call, controller, sink } = fakeCall();
    call.onRequestStart(controller);
    call.onResponseStart(controller, 200, {});
    const megabyte = Buffer.alloc(1024 * 1024);
    for (let i = 0; i <= 64; i++) call.onResponseData(controller, megabyte);
    expect(sink.data).toHaveBeenCalledTimes(64);
    expect(sink.fail).toHaveBeenCalledWith(expect.objectContaining({ kind: "malformed" }));
  });

  test("an informational response is not the answer", () => {
    const { call, controller, sink } = fakeCall();
    call.onRequestStart(controller);
    call.onResponseStart(controller, 103, {});
    expect(sink.start).not.toHaveBeenCalled();
    call.onResponseStart(controller, 200, {});
    expect(sink.start).toHaveBeenCalledTimes(1);
    call.cancel();
  });
});
