import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { roleWord } from "../../api/role-word.ts";
import { toast } from "../../api/toast.ts";
import type { Member, Role } from "../../api/types.ts";
import { useWorkspace } from "../../api/workspace.ts";

const PAGE_SIZE = 50;

export interface MemberFilter {
  readonly search?: string;
  readonly role?: Role;
}

export function membersQuery(workspaceId: string, filter: MemberFilter) {
  return infiniteQueryOptions({
    queryKey: [...keys.members(workspaceId), "list", filter],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/workspaces/{workspaceId}/members", {
          params: {
            path: { workspaceId },
            query: { limit: PAGE_SIZE, ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null, // The type of the first page mark is that of the later ones.
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });
}

export function useChangeRole() {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ member, role }: { readonly member: Member; readonly role: Role }) =>
      unwrap(
        api.PATCH("/api/workspaces/{workspaceId}/members/{userId}", {
          params: { path: { workspaceId, userId: member.userId } },
          body: { role },
        }),
      ),
    onSuccess: (changed) => toast.done(`${changed.name} is now ${article(changed.role)}`),
    onError: (error, { member }) => toast.failed(error, `The role of ${member.name} is unchanged`),
    onSettled: () => refresh(client, workspaceId),
  });
}

export function useRemoveMember() {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (member: Member) =>
      unwrap(
        api.DELETE("/api/workspaces/{workspaceId}/members/{userId}", {
          params: { path: { workspaceId, userId: member.userId } },
        }),
      ),
    onSettled: () => refresh(client, workspaceId),
  });
}

function refresh(client: ReturnType<typeof useQueryClient>, workspaceId: string): void {
  void client.invalidateQueries({ queryKey: keys.members(workspaceId) });
  void client.invalidateQueries({ queryKey: keys.workspaces });
}

function article(role: Role): string {
  const word = roleWord(role).toLowerCase();
  return `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`;
}
