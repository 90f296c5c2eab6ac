import { UnstyledButton } from "@mantine/core";
import { CellCaption } from "../../../ui/data-table.tsx";
import { StatusDot } from "../../../ui/status-dot.tsx";
import { WorkProgress } from "../../../ui/work-progress.tsx";
import { useRetryDocument } from "../data/document-queries.ts";
import type { Document } from "../types.ts";
import { isWorking, stateWords } from "./document-words.ts";
import classes from "./documents.module.css";

export interface DocumentStateProps {
  readonly document: Document;
  /** The person may try again. */
  readonly uses: boolean;
}

/** The step a document is at with its progress, or what became of it and why. */
export function DocumentStateCell({ document, uses }: DocumentStateProps) {
  const { meaning, text, percent } = stateWords(document);
  if (percent !== null) return <WorkProgress text={text} percent={percent} />;
  const failed = document.state === "failed" || document.state === "cancelled";
  return (
    <div className={classes.state}>
      <span className={classes.stateLine}>
        <StatusDot meaning={meaning}>{text}</StatusDot>
        {failed && uses ? <RetryButton document={document} /> : null}
      </span>
      <StateCaption document={document} />
    </div>
  );
}

function StateCaption({ document }: { readonly document: Document }) {
  const { state, failure, searchable } = document;
  if (state === "failed" && failure) {
    return <CellCaption wrap>{failure.message}</CellCaption>;
  }
  if (searchable && isWorking(state)) return <CellCaption>The former version is found meanwhile</CellCaption>;
  return null;
}

function RetryButton({ document }: { readonly document: Pick<Document, "id" | "name"> }) {
  const retry = useRetryDocument();
  return (
    <UnstyledButton
      className={classes.retry}
      disabled={retry.isPending}
      aria-label={`Read ${document.name} again`}
      onClick={() => retry.mutate(document)}
    >
      Try again
    </UnstyledButton>
  );
}
