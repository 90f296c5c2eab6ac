import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { decodeCursor, pageOf, rowsToFetch, timeAndIdPlace } from "../../kernel/http/page.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { type KnownUser, usersByIds } from "../identity/index.ts";
import { listMembersQuery, type Member, type Role } from "./contract.ts";
import { foldForSearch } from "./internal/fold-for-search.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { type MemberRow, presentMember } from "./present.ts";

/** Members looked at by one query while searching. */
const SEARCH_CHUNK = 500;

interface KnownMember {
  readonly row: MemberRow;
  readonly person: KnownUser | undefined;
}

type Place = readonly [joinedAt: string, userId: string];

/**
 * Members in the order of joining. `search` finds parts of names and e-mail addresses, which identity keeps;
 * it goes through the members until the page is full, at most through all that a workspace can have.
 */
export async function listMembers(
  ctx: Ctx,
  input: z.input<typeof listMembersQuery>,
): Promise<{ items: Member[]; nextCursor: string | null }> {
  requirePermission(ctx, "members.read");
  const { cursor, limit, role, search } = listMembersQuery.parse(input);
  const text = foldForSearch(search ?? "");
  const wanted = rowsToFetch(limit);
  const chunk = text === "" ? wanted : SEARCH_CHUNK;
  let after: Place | undefined = cursor === undefined ? undefined : decodeCursor(cursor, timeAndIdPlace);
  return inTransaction(ctx, async (tx, ctx) => {
    const found: KnownMember[] = [];
    for (let more = true; more && found.length < wanted; ) {
      const rows = await membersAfter(ctx, tx, { after, role, limit: chunk });
      const people = await usersByIds(
        ctx,
        rows.map((row) => row.user_id),
      );
      const known = rows.map((row) => ({ row, person: people.get(row.user_id) }));
      found.push(...known.filter(({ person }) => text === "" || matches(person, text)));
      const last = rows.at(-1);
      if (last !== undefined) after = placeOf(last);
      more = rows.length === chunk;
    }
    return pageOf(
      found,
      limit,
      ({ row }) => placeOf(row),
      ({ row, person }) => presentMember(row, person),
    );
  });
}

function membersAfter(
  ctx: Ctx,
  tx: Tx,
  filter: { after: Place | undefined; role: Role | undefined; limit: number },
): Promise<MemberRow[]> {
  const { after, role, limit } = filter;
  let query = tx
    .withTables<Tables>()
    .selectFrom("workspaces.member")
    .selectAll()
    .where("workspace_id", "=", workspaceOf(ctx));
  if (role !== undefined) query = query.where("role", "=", role);
  if (after !== undefined) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("joined_at", "user_id"), ">", tuple(new Date(after[0]), after[1])),
    );
  }
  return query.orderBy("joined_at").orderBy("user_id").limit(limit).execute();
}

function matches(person: KnownUser | undefined, text: string): boolean {
  if (person === undefined) return false;
  return foldForSearch(person.name).includes(text) || person.email.includes(text);
}

function placeOf(row: MemberRow): Place {
  return [row.joined_at.toISOString(), row.user_id];
}
