import type { Member, Role } from "../../../api/types.ts";
import type { CollectionReader } from "../types.ts";

export interface ReaderChoice {
  readonly value: string;
  readonly label: string;
}

export interface ReaderChoices {
  readonly group: string;
  readonly items: ReaderChoice[];
}

const ROLES: readonly { readonly role: Role; readonly label: string }[] = [
  { role: "owner", label: "All owners" },
  { role: "admin", label: "All admins" },
  { role: "agent", label: "All agents" },
  { role: "member", label: "Everyone with the role Member" },
  { role: "viewer", label: "All viewers" },
];

/** Roles first, then people. Somebody who left the workspace and is still named stays to be taken off. */
export function readerChoices(
  members: readonly Pick<Member, "userId" | "name">[],
  present: readonly CollectionReader[],
): ReaderChoices[] {
  const people = members.map(({ userId, name }) => ({ value: readerValue({ userId }), label: name }));
  const known = new Set(people.map(({ value }) => value));
  const gone = present
    .filter((reader) => "userId" in reader)
    .map(readerValue)
    .filter((value) => !known.has(value))
    .map((value) => ({ value, label: "A former member" }));
  return [
    { group: "Roles", items: ROLES.map(({ role, label }) => ({ value: readerValue({ role }), label })) },
    { group: "People", items: [...people, ...gone] },
  ];
}

export function readerValue(reader: CollectionReader): string {
  return "role" in reader ? `role:${reader.role}` : `user:${reader.userId}`;
}

/** Values as `readerValue` makes them; anything else is left out. */
export function readersOf(values: readonly string[]): CollectionReader[] {
  return values.flatMap((value): CollectionReader[] => {
    const role = ROLES.find((one) => value === `role:${one.role}`)?.role;
    if (role !== undefined) return [{ role }];
    return value.startsWith("user:") ? [{ userId: value.slice("user:".length) }] : [];
  });
}
