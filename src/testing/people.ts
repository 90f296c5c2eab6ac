import { type Ctx, inWorkspace, systemCtx } from "../kernel/ctx.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { createUser } from "../modules/identity/index.ts";
import type { MyWorkspace, Role } from "../modules/workspaces/contract.ts";
import { addMember, createWorkspace, permissionsInWorkspace } from "../modules/workspaces/index.ts";

/** Good for every account that a test makes. */
export const TEST_PASSWORD = "lantern otter gravel";

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** As this person, in no workspace. */
  readonly ctx: Ctx;
}

let people = 0;

/** A person with a confirmed address. Each has a name and an address of their own. */
export async function newPerson(kernel: Kernel, name = `Person ${++people}`): Promise<Person> {
  const email = `${kernel.newId()}@example.com`;
  const operator = systemCtx(kernel, { kind: "operator" });
  const user = await createUser(operator, { email, name, password: TEST_PASSWORD, verified: true });
  const actor = { kind: "user", userId: user.id, sessionId: kernel.newId() } as const;
  return { id: user.id, email, name, ctx: { ...operator, actor } };
}

/** The person as the transport would let them into the workspace: with the permissions that they have now. */
export async function enter(person: Person, workspaceId: string): Promise<Ctx> {
  const permissions = await permissionsInWorkspace(person.ctx.kernel, person.id, workspaceId);
  return inWorkspace(person.ctx, workspaceId, permissions ?? []);
}

export interface TestWorkspace extends MyWorkspace {
  readonly owner: Person;
  /** The owner's context in it. */
  readonly ctx: Ctx;
}

export async function newWorkspace(kernel: Kernel, owner?: Person): Promise<TestWorkspace> {
  const person = owner ?? (await newPerson(kernel));
  const workspace = await createWorkspace(person.ctx, { name: "Harbor Coffee" });
  return { ...workspace, owner: person, ctx: await enter(person, workspace.id) };
}

export interface TestMember extends Person {
  readonly role: Role;
  /** As this person in the workspace. */
  readonly inside: Ctx;
}

/** A new person with that role in the workspace. */
export async function newMember(workspace: TestWorkspace, role: Role, name?: string): Promise<TestMember> {
  const person = await newPerson(workspace.ctx.kernel, name);
  await addMember(workspace.ctx, { userId: person.id, role });
  return { ...person, role, inside: await enter(person, workspace.id) };
}
