import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { meQuery } from "../../api/queries.ts";
import { QueryView } from "../../api/query-view.tsx";
import type { Member, Role } from "../../api/types.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { AddMemberDialog } from "../../features/workspaces/add-member-dialog.tsx";
import { membersQuery } from "../../features/workspaces/member-queries.ts";
import { MembersTable } from "../../features/workspaces/members-table.tsx";
import { RemoveMemberDialog } from "../../features/workspaces/remove-member-dialog.tsx";
import { ROLE_CHOICES } from "../../features/workspaces/roles.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { FilterPill } from "../../ui/filter-pill.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { TableSkeleton } from "../../ui/skeletons.tsx";
import { withoutEmpty } from "../../ui/without-empty.ts";
import { SettingsPage } from "./settings-page.tsx";

export function MembersScreen() {
  const { id, slug, can } = useWorkspace();
  const filter = useSearch({ from: "/w/$slug/settings/members" });
  const navigate = useNavigate({ from: "/w/$slug/settings/members" });
  const query = useInfiniteQuery(membersQuery(id, filter));
  const { data: signedIn } = useQuery(meQuery);
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<{ member: Member; opened: boolean }>();
  const members = query.data?.pages.flatMap((page) => page.items);
  const filtered = filter.search !== undefined || filter.role !== undefined;
  const change = (next: { readonly search?: string | undefined; readonly role?: Role | undefined }) =>
    void navigate({ params: { slug }, search: withoutEmpty({ ...filter, ...next }), replace: true });
  return (
    <SettingsPage
      title="Members"
      width="full"
      caption={members === undefined || filtered ? null : `${members.length}${query.hasNextPage ? "+" : ""}`}
      actions={
        can("members.manage") ? (
          <Button size="xs" leftSection={<IconUserPlus size={16} />} onClick={() => setAdding(true)}>
            Add
          </Button>
        ) : null
      }
      top={
        <FilterBar label="Find members">
          <SearchField
            label="Name or e-mail"
            value={filter.search ?? ""}
            onChange={(search) => change({ search })}
          />
          <FilterPill
            name="Role"
            anything="Any"
            value={filter.role}
            options={ROLE_CHOICES}
            onChange={(role) => change({ role })}
          />
        </FilterBar>
      }
    >
      <QueryView
        query={{ ...query, data: members }}
        failed="The members did not load"
        skeleton={<TableSkeleton columns={4} tall label="Loading the members" />}
        isEmpty={(all) => all.length === 0}
        empty={
          <EmptyState
            title="Nobody fits this search"
            action={
              <Button onClick={() => change({ search: undefined, role: undefined })}>Show all members</Button>
            }
          />
        }
      >
        {(all, stale) => (
          <MembersTable
            members={all}
            selfId={signedIn?.user.id}
            stale={stale}
            more={{
              has: query.hasNextPage,
              loading: query.isFetchingNextPage,
              load: () => void query.fetchNextPage(),
            }}
            onRemove={(member) => setLeaving({ member, opened: true })}
          />
        )}
      </QueryView>
      <AddMemberDialog opened={adding} onClose={() => setAdding(false)} />
      {leaving ? (
        <RemoveMemberDialog
          key={leaving.member.userId}
          member={leaving.member}
          self={leaving.member.userId === signedIn?.user.id}
          opened={leaving.opened}
          onClose={() => setLeaving({ ...leaving, opened: false })}
        />
      ) : null}
    </SettingsPage>
  );
}
