import type { Kernel } from "../kernel/kernel.ts";
import { newPerson, newWorkspace, type Person, type TestWorkspace } from "./people.ts";

/** Below the most that one person may own. */
const PER_OWNER = 15;

/** Workspaces for a suite that wants one a case: an account costs a password hash, so they share owners. */
export function freshWorkspaces(): (kernel: Kernel) => Promise<TestWorkspace> {
  let made = 0;
  let owner: Person | null = null;
  return async (kernel) => {
    if (owner === null || made % PER_OWNER === 0) owner = await newPerson(kernel);
    made += 1;
    return newWorkspace(kernel, owner);
  };
}
