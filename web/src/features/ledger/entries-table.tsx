import { IconKey } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { StatementEntry } from "../../api/types.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { type Column, DataTable, type MoreRows } from "../../ui/data-table.tsx";
import { formatPt, microPt, sharedDecimals } from "../../ui/pt.ts";
import { Pt } from "../../ui/pt-amount.tsx";
import classes from "./entries.module.css";
import { EntryTime } from "./entry-time.tsx";

export interface EntriesTableProps {
  readonly entries: readonly StatementEntry[];
  /** Names of models by id; an entry of a model that is gone shows its id. */
  readonly modelNames: ReadonlyMap<string, string>;
  readonly more: MoreRows;
  readonly stale: boolean;
}

/** Every posting with the balance after it. */
export function EntriesTable({ entries, modelNames, more, stale }: EntriesTableProps) {
  const modelName = (entry: StatementEntry) =>
    entry.model ? (modelNames.get(entry.model) ?? entry.model) : "–";
  const decimals = sharedDecimals(entries.map((entry) => entry.amountMicroPt));
  const columns: Column<StatementEntry>[] = [
    { key: "time", head: "Time", width: "136px", render: (entry) => <EntryTime at={entry.at} /> },
    { key: "what", head: "What", kind: "main", width: "15%", render: (entry) => entry.what },
    { key: "subject", head: "About", wideOnly: true, render: (entry) => <Subject entry={entry} /> },
    { key: "by", head: "By", width: "12%", render: (entry) => <By entry={entry} /> },
    { key: "model", head: "Model", width: "13%", render: modelName },
    {
      key: "tokens",
      head: "Tokens in / out",
      kind: "end",
      width: "120px",
      wideOnly: true,
      render: tokensText,
    },
    {
      key: "amount",
      head: "Amount, PT",
      kind: "end",
      width: "104px",
      render: (entry) => <Amount entry={entry} decimals={decimals} />,
    },
    {
      key: "balance",
      head: "Balance, PT",
      kind: "end",
      width: "124px",
      render: (entry) => <Pt amount={entry.balanceMicroPt} unit={false} decimals={decimals} />,
    },
  ];
  return (
    <DataTable
      label="Entries"
      columns={columns}
      rows={entries}
      rowKey={(entry) => entry.id}
      more={more}
      stale={stale}
      phoneRow={(entry) => ({
        title: entry.what,
        caption: (
          <>
            <EntryTime at={entry.at} /> · {entry.subject ?? entry.by.name}
          </>
        ),
        end: <Amount entry={entry} decimals={decimals} />,
        endCaption: formatPt(entry.balanceMicroPt, { decimals }),
      })}
    />
  );
}

function Subject({ entry }: { readonly entry: StatementEntry }) {
  const { slug } = useWorkspace();
  const { conversationId } = entry;
  if (conversationId === null) return <>{entry.subject ?? "–"}</>;
  return (
    <Link className={classes.link} to="/w/$slug/chat/$conversationId" params={{ slug, conversationId }}>
      {entry.subject ?? "Conversation"}
    </Link>
  );
}

function By({ entry }: { readonly entry: StatementEntry }) {
  return (
    <span className={classes.by}>
      {entry.by.kind === "user" ? (
        <Avatar name={entry.by.name} size={18} />
      ) : (
        <span className={classes.mark} data-kind={entry.by.kind} aria-hidden>
          {entry.by.kind === "api-key" ? <IconKey size={12} /> : "P"}
        </span>
      )}
      <span className={classes.byName}>{entry.by.name}</span>
    </span>
  );
}

function Amount({ entry, decimals }: { readonly entry: StatementEntry; readonly decimals: number }) {
  const credit = microPt(entry.amountMicroPt) > 0n;
  return (
    <Pt
      amount={entry.amountMicroPt}
      unit={false}
      sign="always"
      decimals={decimals}
      className={credit ? classes.credit : undefined}
    />
  );
}

function tokensText(entry: StatementEntry): string {
  if (entry.inputTokens === null && entry.outputTokens === null) return "–";
  const text = (tokens: number | null) => tokens?.toLocaleString("en") ?? "–";
  return `${text(entry.inputTokens)} / ${text(entry.outputTokens)}`;
}
