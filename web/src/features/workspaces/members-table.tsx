import type { Member } from "../../api/types.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { CellCaption, type Column, DataTable, type MoreRows } from "../../ui/data-table.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { MemberActions } from "./member-actions.tsx";
import classes from "./members.module.css";
import { RoleMenu } from "./role-menu.tsx";

export interface MembersTableProps {
  readonly members: readonly Member[];
  readonly selfId: string | undefined;
  readonly more: MoreRows;
  readonly stale: boolean;
  readonly onRemove: (member: Member) => void;
}

export function MembersTable({ members, selfId, more, stale, onRemove }: MembersTableProps) {
  const isSelf = (member: Member) => member.userId === selfId;
  const columns: Column<Member>[] = [
    {
      key: "name",
      head: "Member",
      kind: "main",
      render: (member) => <Person member={member} self={isSelf(member)} />,
    },
    {
      key: "role",
      head: "Role",
      width: "16%",
      render: (member) => <RoleMenu member={member} self={isSelf(member)} />,
    },
    {
      key: "joined",
      head: "Member since",
      width: "16%",
      wideOnly: true,
      render: (member) => <RelativeTime at={member.joinedAt} />,
    },
    { key: "seen", head: "Last seen", width: "16%", render: (member) => <LastSeen member={member} /> },
    {
      key: "actions",
      head: "Actions",
      kind: "actions",
      render: (member) => <MemberActions member={member} self={isSelf(member)} onRemove={onRemove} />,
    },
  ];
  return (
    <DataTable
      label="Members"
      tall
      columns={columns}
      rows={members}
      rowKey={(member) => member.userId}
      more={more}
      stale={stale}
      phoneRow={(member) => ({
        lead: <Avatar name={member.name} />,
        title: <NameLine member={member} self={isSelf(member)} />,
        caption: member.email,
        end: <RoleMenu member={member} self={isSelf(member)} />,
        action: <MemberActions member={member} self={isSelf(member)} onRemove={onRemove} />,
      })}
    />
  );
}

function Person({ member, self }: { readonly member: Member; readonly self: boolean }) {
  return (
    <div className={classes.person}>
      <Avatar name={member.name} />
      <div className={classes.personText}>
        <div className={classes.name}>
          <NameLine member={member} self={self} />
        </div>
        <CellCaption>{member.email}</CellCaption>
      </div>
    </div>
  );
}

function NameLine({ member, self }: { readonly member: Member; readonly self: boolean }) {
  return (
    <>
      {member.name} {self ? <span className={classes.you}>(you)</span> : null}
    </>
  );
}

function LastSeen({ member }: { readonly member: Member }) {
  return member.lastSeenAt ? <RelativeTime at={member.lastSeenAt} /> : <>not yet</>;
}
