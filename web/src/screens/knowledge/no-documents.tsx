import { Button } from "@mantine/core";
import { useState } from "react";
import { useWorkspace } from "../../api/workspace.ts";
import { AddWebsiteDialog } from "../../features/knowledge/dialogs.tsx";
import { SampleButton } from "../../features/knowledge/sample/sample-button.tsx";
import type { Collection } from "../../features/knowledge/types.ts";
import { UploadButton } from "../../features/knowledge/upload/upload-button.tsx";
import type { ChosenFile } from "../../features/knowledge/upload/upload-rules.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import classes from "./knowledge.module.css";

export interface NoDocumentsProps {
  /** A search or a filter is set. */
  readonly narrowed: boolean;
  readonly collection: Collection | undefined;
  readonly onFiles: ((files: readonly ChosenFile[]) => void) | null;
  readonly onWiden: () => void;
}

export function NoDocuments({ narrowed, collection, onFiles, onWiden }: NoDocumentsProps) {
  const { can } = useWorkspace();
  const [adding, setAdding] = useState(false);
  if (narrowed) {
    return (
      <EmptyState
        title="No document fits this search"
        action={<Button onClick={onWiden}>Show all documents</Button>}
      />
    );
  }
  if (collection && !collection.readable) {
    return (
      <EmptyState title={`You are not among the readers of ${collection.name}`}>
        You manage who is. Add yourself under Name and access to see and add documents.
      </EmptyState>
    );
  }
  if (onFiles === null) {
    return (
      <EmptyState title="There is no document here yet">
        Owners, admins, agents and members can add some. Answers then come from them, with the passage beside
        each claim.
      </EmptyState>
    );
  }
  return (
    <>
      <EmptyState
        title={
          collection
            ? `Add the first document to ${collection.name}`
            : "Add the first document and the assistant can answer from it"
        }
        action={<UploadButton size="sm" label="Upload" onFiles={onFiles} />}
        other={
          can("knowledge.manage") ? (
            <Button variant="default" onClick={() => setAdding(true)}>
              Add a website
            </Button>
          ) : null
        }
        {...(collection === undefined
          ? { exampleTitle: "What it looks like, with a sample handbook", example: <SampleAnswer /> }
          : {})}
      >
        Drop files here or choose them: PDF, Word, Excel, PowerPoint, text, web pages, mail, audio or video,
        up to 100 MB each.
      </EmptyState>
      <AddWebsiteDialog collectionId={collection?.id} opened={adding} onClose={() => setAdding(false)} />
    </>
  );
}

function SampleAnswer() {
  return (
    <>
      <div className={classes.example}>
        <p className={classes.exampleQuestion}>How many days of holiday do part-time staff get?</p>
        <p>
          Holiday is counted in hours: 25 days for a full week, reduced to the share of the{" "}
          <span className={classes.together}>
            contract<span className={classes.exampleChip}>1</span>.
          </span>{" "}
          At 24 of 40 hours that is 15 days.
        </p>
        <div className={classes.exampleSource}>
          <span className={classes.exampleChip}>1</span>
          Sample handbook, Holiday
        </div>
      </div>
      <SampleButton />
    </>
  );
}
