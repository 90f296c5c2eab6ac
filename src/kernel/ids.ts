import { randomFillSync } from "node:crypto";

const pool = Buffer.alloc(4096);
let used = pool.length;
let lastMs = 0;
let sequence = 0;

/**
 * A UUIDv7 (RFC 9562 section 5.7): ordered by time, also within one millisecond of one process
 * (method 1 of section 6.2: `rand_a` is a counter seeded afresh each millisecond).
 */
export function newId(nowMs: number = Date.now()): string {
  if (used + 10 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + 10);
  used += 10;
  if (nowMs > lastMs) {
    lastMs = nowMs;
    sequence = random.readUInt16BE(8) & 0x07ff;
  } else if (++sequence > 0x0fff) {
    lastMs += 1;
    sequence = 0;
  }
  const time = lastMs.toString(16).padStart(12, "0");
  const a = (0x7000 | sequence).toString(16);
  const b = (0x8000 | (random.readUInt16BE(0) & 0x3fff)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${a}-${b}-${random.toString("hex", 2, 8)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a lower-case UUID; the only form that is ever put into a statement as text. */
export function isId(value: string): boolean {
  return UUID.test(value);
}
