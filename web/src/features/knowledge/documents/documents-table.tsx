import { IconRefresh } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWorkspace } from "../../../api/workspace.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { CellCaption, type Column, DataTable, type MoreRows } from "../../../ui/data-table.tsx";
import { RelativeTime } from "../../../ui/relative-time.tsx";
import type { Document } from "../types.ts";
import { DocumentStateCell } from "./document-state.tsx";
import { kindWords, pagesWords, stateWords } from "./document-words.ts";
import classes from "./documents.module.css";
import { KindIcon } from "./kind-icon.tsx";
import { sizeText } from "./size-text.ts";

export interface DocumentsTableProps {
  readonly documents: readonly Document[];
  /** Under the name, where documents of several collections stand together. */
  readonly collectionName: (document: Document) => string | null;
  readonly more: MoreRows;
  readonly stale: boolean;
  readonly actions: (document: Document) => ReactNode;
}

export function DocumentsTable({ documents, collectionName, more, stale, actions }: DocumentsTableProps) {
  const { can } = useWorkspace();
  const uses = can("knowledge.use");
  const columns: Column<Document>[] = [
    {
      key: "name",
      head: "Name",
      kind: "main",
      render: (document) => (
        <div className={classes.name}>
          <KindIcon kind={document.kind} name={document.name} />
          <div className={classes.names}>
            <DocumentLink document={document} />
            <CellCaption>{collectionName(document) ?? kindWords(document.kind)}</CellCaption>
          </div>
        </div>
      ),
    },
    {
      key: "state",
      head: "State",
      width: "27%",
      render: (document) => <DocumentStateCell document={document} uses={uses} />,
    },
    {
      key: "pages",
      head: "Pages",
      kind: "end",
      width: "76px",
      wideOnly: true,
      render: (document) => document.pages?.toLocaleString("en") ?? "",
    },
    {
      key: "size",
      head: "Size",
      kind: "end",
      width: "92px",
      render: (document) => (document.sizeBytes === 0 ? "–" : sizeText(document.sizeBytes)),
    },
    { key: "added", head: "Added", width: "150px", render: (document) => <Added document={document} /> },
    { key: "actions", head: "Actions", kind: "actions", render: actions },
  ];
  return (
    <DataTable
      label="Documents"
      tall
      columns={columns}
      rows={documents}
      rowKey={(document) => document.id}
      more={more}
      stale={stale}
      phoneRow={(document) => ({
        lead: <KindIcon kind={document.kind} name={document.name} size={20} />,
        title: <DocumentLink document={document} />,
        caption: phoneCaption(document),
        wrap: document.state === "failed",
        action: actions(document),
      })}
    />
  );
}

function DocumentLink({ document }: { readonly document: Document }) {
  const { slug } = useWorkspace();
  return (
    <Link
      to="/w/$slug/knowledge/$documentId"
      params={{ slug, documentId: document.id }}
      className={classes.link}
      title={document.name}
    >
      {document.name}
    </Link>
  );
}

/** By whom; what a website brought carries the sign of something that comes again. */
function Added({ document }: { readonly document: Document }) {
  return (
    <span className={classes.added}>
      {document.sourceId !== null ? (
        <IconRefresh size={18} aria-label="from a website" role="img" />
      ) : document.createdBy ? (
        <span title={document.createdBy.name} className={classes.added}>
          <Avatar name={document.createdBy.name} size={18} />
          <span className="visually-hidden">by {document.createdBy.name}, </span>
        </span>
      ) : null}
      <RelativeTime at={document.createdAt} />
    </span>
  );
}

function phoneCaption(document: Document): ReactNode {
  if (document.state === "failed") return document.failure?.message ?? stateWords(document).text;
  if (document.state !== "ready") return stateWords(document).text;
  const size = document.sizeBytes === 0 ? null : sizeText(document.sizeBytes);
  return ["Ready", pagesWords(document.kind, document.pages), size]
    .filter((part) => part !== null)
    .join(" · ");
}
