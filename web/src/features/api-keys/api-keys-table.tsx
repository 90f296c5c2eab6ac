import { Menu } from "@mantine/core";
import { IconBan, IconDots } from "@tabler/icons-react";
import type { ApiKey } from "../../api/types.ts";
import { CellCaption, type Column, DataTable, type MoreRows } from "../../ui/data-table.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { StatusDot } from "../../ui/status-dot.tsx";
import classes from "./api-keys.module.css";
import { keyState } from "./key-state.ts";

export interface ApiKeysTableProps {
  readonly apiKeys: readonly ApiKey[];
  readonly more: MoreRows;
  readonly stale: boolean;
  readonly onRevoke: (key: ApiKey) => void;
}

export function ApiKeysTable({ apiKeys, more, stale, onRevoke }: ApiKeysTableProps) {
  const columns: Column<ApiKey>[] = [
    {
      key: "name",
      head: "Key",
      kind: "main",
      render: (key) => (
        <>
          {key.name}
          <CellCaption>
            <code className={classes.prefix}>{key.prefix}…</code>
          </CellCaption>
        </>
      ),
    },
    { key: "state", head: "State", width: "18%", render: (key) => <State apiKey={key} /> },
    {
      key: "by",
      head: "Made",
      width: "20%",
      wideOnly: true,
      render: (key) => (
        <>
          <RelativeTime at={key.createdAt} />
          {key.createdBy ? ` by ${key.createdBy.name}` : ""}
        </>
      ),
    },
    { key: "used", head: "Last used", width: "16%", render: (key) => <LastUsed apiKey={key} /> },
    {
      key: "actions",
      head: "Actions",
      kind: "actions",
      render: (key) => <KeyActions apiKey={key} onRevoke={onRevoke} />,
    },
  ];
  return (
    <DataTable
      label="API keys"
      tall
      columns={columns}
      rows={apiKeys}
      rowKey={(key) => key.id}
      more={more}
      stale={stale}
      phoneRow={(key) => ({
        title: key.name,
        caption: <code className={classes.prefix}>{key.prefix}…</code>,
        end: <State apiKey={key} />,
        endCaption: <LastUsed apiKey={key} />,
        action: <KeyActions apiKey={key} onRevoke={onRevoke} />,
      })}
    />
  );
}

function State({ apiKey }: { readonly apiKey: ApiKey }) {
  switch (keyState(apiKey, new Date())) {
    case "revoked":
      return <StatusDot meaning="none">Revoked</StatusDot>;
    case "expired":
      return <StatusDot meaning="none">Ended</StatusDot>;
    case "ends-soon":
      return (
        <StatusDot meaning="warn">
          Ends <RelativeTime at={apiKey.expiresAt ?? ""} />
        </StatusDot>
      );
    default:
      return (
        <StatusDot meaning="ok">
          {apiKey.expiresAt ? (
            <>
              Until <RelativeTime at={apiKey.expiresAt} />
            </>
          ) : (
            "Works"
          )}
        </StatusDot>
      );
  }
}

function LastUsed({ apiKey }: { readonly apiKey: ApiKey }) {
  return apiKey.lastUsedAt ? <RelativeTime at={apiKey.lastUsedAt} /> : <>not yet used</>;
}

function KeyActions({
  apiKey,
  onRevoke,
}: {
  readonly apiKey: ApiKey;
  readonly onRevoke: (key: ApiKey) => void;
}) {
  if (apiKey.revokedAt !== null) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label={`Actions for the key ${apiKey.name}`}>
          <IconDots size={16} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item data-danger leftSection={<IconBan size={16} />} onClick={() => onRevoke(apiKey)}>
          Revoke
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
