import { useQuery } from "@tanstack/react-query";
import { asProblem } from "../../../api/client.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import { Banner } from "../../../ui/banner.tsx";
import { documentQuery } from "../data/document-queries.ts";
import { DocumentTextView } from "./document-text-view.tsx";
import classes from "./viewer.module.css";

export interface CitedDocumentProps {
  readonly documentId: string;
  readonly chunk: number;
  /** The passage as the answer keeps it. */
  readonly quote: string;
}

/** The document around a cited passage. When it is gone or has changed, the passage that the answer keeps. */
export function CitedDocument({ documentId, chunk, quote }: CitedDocumentProps) {
  const { id } = useWorkspace();
  const query = useQuery({ ...documentQuery(id, documentId), retry: false });
  const status = query.error === null ? 200 : asProblem(query.error).status;
  const gone = status === 404 || status === 403;
  if (gone || query.data?.searchable === false) {
    return (
      <div className={classes.kept}>
        <Banner meaning="info" title="The document is not here any more">
          It was deleted since, or its readers have changed. This is the passage that the answer rests on.
        </Banner>
        <blockquote className={classes.quote}>{quote}</blockquote>
      </div>
    );
  }
  return <DocumentTextView documentId={documentId} chunk={chunk} quote={quote} panel />;
}
