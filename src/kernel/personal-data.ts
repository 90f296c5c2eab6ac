import type { Ctx } from "./ctx.ts";
import { Registry } from "./registry.ts";

/** What a module keeps about a person: how it is handed out and how it is erased. */
export interface PersonalData {
  /** The module's name. */
  readonly name: string;
  /** All records about the user, streamed; shapes are for people, secrets are left out. */
  exportRecords(ctx: Ctx, userId: string): AsyncIterable<{ readonly kind: string; readonly record: unknown }>;
  /** Erases or pseudonymises. @returns how many records changed */
  erase(ctx: Ctx, userId: string): Promise<number>;
}

export class PersonalDataRegistry extends Registry<PersonalData> {}
