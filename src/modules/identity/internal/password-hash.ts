import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { type Algorithm, hash, verify } from "@node-rs/argon2";
import { createWorkLane } from "./work-lane.ts";

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane; about 20 ms. */
const COST = {
  // The package's enum is `declare const`, so its value has to be written out: 2 is argon2id.
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};
/** Of a password that nobody knows: checking against it takes as long as against a real one. */
const NOBODY =
  "$argon2id$v=19$m=19456,t=2,p=1$IhRQSayNHpvqAWoC5r5z2g$+gWJEGAotUX1wc19XojEPg4DyjKqArAWYCaMudmvz+w";

/** One core stays free for the event loop; each computation takes 19 MiB and a thread of libuv's four. */
const lane = createWorkLane({ atOnce: Math.min(3, availableParallelism()), waiting: 64 });

/** The argon2id hash in PHC form, with a fresh salt. */
export function hashPassword(password: string, signal: AbortSignal): Promise<string> {
  return lane.run(signal, () => hash(canonical(password), COST));
}

/**
 * The same password for the same address gives the same hash, so that two sign-ups can be compared without
 * keeping the password. The salt differs by installation and address, which is all a salt is for.
 */
export function hashSignUpPassword(password: string, place: string, signal: AbortSignal): Promise<string> {
  const salt = createHash("sha256").update(`sign-up\n${place}`).digest().subarray(0, 16);
  return lane.run(signal, () => hash(canonical(password), { ...COST, salt }));
}

/** Takes equally long when there is no hash to compare with, and then answers false. */
export async function verifyPassword(
  stored: string | null | undefined,
  password: string,
  signal: AbortSignal,
): Promise<boolean> {
  const matches = await lane.run(signal, () => verify(stored ?? NOBODY, canonical(password)));
  return matches && stored !== null && stored !== undefined;
}

/** Keyboards differ in how they compose letters: the same word gives the same bytes (NIST SP 800-63B section 3.1.1.2). */
function canonical(password: string): string {
  return password.toWellFormed().normalize("NFKC");
}
