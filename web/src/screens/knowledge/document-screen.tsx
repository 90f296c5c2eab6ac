import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { asProblem } from "../../api/client.ts";
import { collectionsQuery } from "../../api/queries.ts";
import { QueryView } from "../../api/query-view.tsx";
import { useWorkspace } from "../../api/workspace.ts";
import { documentQuery, useRetryDocument } from "../../features/knowledge/data/document-queries.ts";
import { DocumentStateCell } from "../../features/knowledge/documents/document-state.tsx";
import { kindWords, pagesWords } from "../../features/knowledge/documents/document-words.ts";
import { sizeText } from "../../features/knowledge/documents/size-text.ts";
import { useDocumentMenu } from "../../features/knowledge/documents/use-document-menu.tsx";
import type { Document } from "../../features/knowledge/types.ts";
import { DocumentTextView } from "../../features/knowledge/viewer/document-text-view.tsx";
import { BackLink } from "../../ui/back-link.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageBar } from "../../ui/page-bar.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { ScrollRegion } from "../../ui/scroll-region.tsx";
import { TextSkeleton } from "../../ui/skeletons.tsx";
import classes from "./document-screen.module.css";

/** A document as text; `?chunk=n` goes to a passage and marks it. */
export function DocumentScreen() {
  const { id, slug } = useWorkspace();
  const { documentId } = useParams({ from: "/w/$slug/knowledge/$documentId" });
  const { chunk = null } = useSearch({ from: "/w/$slug/knowledge/$documentId" });
  const navigate = useNavigate();
  const query = useQuery(documentQuery(id, documentId));
  const menu = useDocumentMenu(() => void navigate({ to: "/w/$slug/knowledge", params: { slug } }));
  const gone = query.error !== null && asProblem(query.error).status === 404;
  return (
    <div className={classes.page}>
      <PageBar
        title={query.data?.name ?? "Document"}
        back={<BackLink to="/w/$slug/knowledge" params={{ slug }} label="the documents" />}
        actions={query.data ? menu.actions(query.data) : null}
      />
      {gone ? (
        <GoneDocument />
      ) : (
        <QueryView
          query={query}
          failed="The document did not load"
          skeleton={
            <div className={classes.skeleton}>
              <TextSkeleton lines={10} label="Loading the document" />
            </div>
          }
        >
          {(document) => <Content document={document} chunk={chunk} />}
        </QueryView>
      )}
      {menu.overlays}
    </div>
  );
}

function Content({ document, chunk }: { readonly document: Document; readonly chunk: number | null }) {
  const { id, can } = useWorkspace();
  const { data: collections } = useQuery(collectionsQuery(id));
  const collection = collections?.items.find((one) => one.id === document.collectionId);
  const facts = [
    kindWords(document.kind),
    pagesWords(document.kind, document.pages),
    document.sizeBytes === 0 ? null : sizeText(document.sizeBytes),
    collection?.name ?? null,
  ].filter((fact) => fact !== null);
  return (
    <>
      <div className={classes.facts}>
        <span>{facts.join(" · ")}</span>
        <span>
          {document.createdBy ? `added by ${document.createdBy.name}, ` : "added "}
          <RelativeTime at={document.createdAt} />
        </span>
        {document.state === "ready" || isUnread(document) ? null : (
          <span className={classes.state}>
            <DocumentStateCell document={document} uses={can("knowledge.use")} />
          </span>
        )}
      </div>
      <ScrollRegion className={classes.desk} aria-label="Text" data-viewer-scroll>
        {document.searchable ? (
          <DocumentTextView key={document.id} documentId={document.id} chunk={chunk} />
        ) : (
          <NotYet document={document} />
        )}
      </ScrollRegion>
    </>
  );
}

/** It failed and no former text stands in its place: the page says so, and the strip need not. */
function isUnread({ failure, searchable }: Document): boolean {
  return failure !== null && !searchable;
}

function NotYet({ document }: { readonly document: Document }) {
  const { can } = useWorkspace();
  const retry = useRetryDocument();
  if (document.failure) {
    return (
      <EmptyState
        title="This document could not be read"
        action={
          can("knowledge.use") ? (
            <Button loading={retry.isPending} onClick={() => retry.mutate(document)}>
              Try again
            </Button>
          ) : null
        }
      >
        {document.failure.message}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={document.state === "cancelled" ? "Reading was stopped" : "It is being read"}>
      {document.state === "cancelled"
        ? "Read it again from the menu at the top right."
        : "Its text stands here when that is done. You may leave this page."}
    </EmptyState>
  );
}

function GoneDocument() {
  const { slug } = useWorkspace();
  return (
    <EmptyState
      title="This document is not here"
      action={
        <LinkButton to="/w/$slug/knowledge" params={{ slug }}>
          Show all documents
        </LinkButton>
      }
    >
      It was deleted, or it is in a collection that you may not read.
    </EmptyState>
  );
}
