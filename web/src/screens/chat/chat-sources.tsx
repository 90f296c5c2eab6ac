import { lazy, Suspense } from "react";
import { whenReached } from "../../api/when-reached.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { SourcesPanel, type SourcesPanelProps } from "../../features/conversations/sources/sources-panel.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { TextSkeleton } from "../../ui/skeletons.tsx";

const CitedDocument = lazy(async () => ({
  default: (await whenReached(() => import("../../features/knowledge/viewer/cited-document.tsx")))
    .CitedDocument,
}));

/** The sources of an answer; a passage of a document stands in the text around it. */
export function ChatSources(props: Pick<SourcesPanelProps, "source" | "onShow" | "onClose">) {
  const { slug, can } = useWorkspace();
  const { documentId, versionId, chunk, text } = props.source.citation;
  if (documentId === null || chunk === null || !can("knowledge.read")) return <SourcesPanel {...props} />;
  return (
    <SourcesPanel
      {...props}
      documentText={
        <Suspense fallback={<TextSkeleton lines={10} label="Loading the document" />}>
          <CitedDocument
            key={`${documentId} ${versionId}`}
            documentId={documentId}
            chunk={chunk}
            quote={text}
          />
        </Suspense>
      }
      documentLink={
        <LinkButton
          variant="default"
          size="xs"
          to="/w/$slug/knowledge/$documentId"
          params={{ slug, documentId }}
          search={{ chunk }}
        >
          Open
        </LinkButton>
      }
    />
  );
}
