import type pg from "pg";
import { formatPt } from "../../kernel/money.ts";
import { proveBooks } from "../../modules/ledger/index.ts";
import { count, type Finding, fail, ok, some, warn } from "./finding.ts";

/** Adds up every entry of every workspace. */
export async function checkBooks(client: Pick<pg.ClientBase, "query">): Promise<Finding[]> {
  const proof = await proveBooks(client);
  const balanced = proof.unbalanced.length === 0 && proof.entriesMicroPt === 0n;
  const books = balanced
    ? ok(
        "Books",
        `They balance: ${count(proof.wallets, "wallet")}, ${count(proof.postings, "posting")}, ` +
          `${formatPt(proof.availableMicroPt)} PT free and ${formatPt(proof.heldMicroPt)} PT held.`,
      )
    : fail(
        "Books",
        proof.unbalanced.length === 0
          ? `The entries sum to ${formatPt(proof.entriesMicroPt)} PT instead of 0.`
          : `They do not balance in: ${some(proof.unbalanced, 10)}.`,
        "Stop Parley and restore the last good backup; keep this database for whoever looks into it.",
      );
  const holds =
    proof.lapsedHolds === 0n
      ? ok("Holds", "None is past its lease.")
      : warn(
          "Holds",
          `${count(proof.lapsedHolds, "hold")} of credit past the lease.`,
          "Nobody releases them: start Parley, or a process of it with the role clock.",
        );
  return [books, holds];
}
