import { randomInt } from "node:crypto";

/** Headers of a window as a proxy would send them on: sign-ups and sign-ins are limited by the address they come from. */
export function addressOfItsOwn(): Record<string, string> {
  return { "x-forwarded-for": `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}` };
}
