import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { meQuery } from "../../../api/queries.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import type { Document } from "../types.ts";
import { sortChoice } from "../upload/upload-rules.ts";
import { useUploads } from "../upload/use-uploads.ts";
import { DeleteDocumentDialog } from "./delete-document-dialog.tsx";
import { DocumentActions } from "./document-actions.tsx";

export interface DocumentMenu {
  readonly actions: (document: Document) => ReactNode;
  /** What the actions open; mounted once. */
  readonly overlays: ReactNode;
}

/** The menu of documents with the dialog and the file field behind it. */
export function useDocumentMenu(onDeleted?: () => void): DocumentMenu {
  const { can } = useWorkspace();
  const { data: me } = useQuery(meQuery);
  const { queue } = useUploads();
  const [deleting, setDeleting] = useState<{ document: Document; opened: boolean }>();
  const replacing = useRef<Document | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const uses = can("knowledge.use");
  const mayDelete = ({ createdBy }: Document) =>
    can("knowledge.manage") || (uses && createdBy?.userId === me?.user.id);
  /** The same name in the same collection is a new version, whatever the file is called. */
  const replace = (files: FileList | null) => {
    const [file] = files ?? [];
    const document = replacing.current;
    if (!file || !document) return;
    const { accepted, refused } = sortChoice([{ file, path: document.name }]);
    queue.refuse(document.collectionId, refused);
    queue.add(document.collectionId, accepted);
  };
  return {
    actions: (document) => (
      <DocumentActions
        document={document}
        uses={uses}
        onReplace={
          uses
            ? (wanted) => {
                replacing.current = wanted;
                field.current?.click();
              }
            : null
        }
        onDelete={mayDelete(document) ? (wanted) => setDeleting({ document: wanted, opened: true }) : null}
      />
    ),
    overlays: (
      <>
        <input
          ref={field}
          type="file"
          hidden
          aria-label="New version"
          onChange={(event) => {
            replace(event.currentTarget.files);
            event.currentTarget.value = "";
          }}
        />
        {deleting ? (
          <DeleteDocumentDialog
            key={deleting.document.id}
            document={deleting.document}
            opened={deleting.opened}
            onClose={() => setDeleting({ ...deleting, opened: false })}
            {...(onDeleted ? { onDeleted } : {})}
          />
        ) : null}
      </>
    ),
  };
}
