import { Button } from "@mantine/core";
import { IconBook, IconFileText } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { collectionsQuery } from "../../../api/queries.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import { ChoiceRows } from "../../../ui/choice-rows.tsx";
import { suggestionsQuery } from "../data/knowledge-queries.ts";
import { useLoadSamples } from "../data/sample-queries.ts";
import classes from "./questions.module.css";
import { ReadingProgress } from "./reading-progress.tsx";

export interface QuestionListProps {
  readonly onChoose: (question: string) => void;
  /** Other ways to begin, under the questions or in their place. */
  readonly otherwise: ReactNode;
}

const MOST = 4;

/**
 * What a new chat offers: questions that the workspace's own documents answer; while the first ones are read, how far
 * that is; before there are any, the sample handbook.
 */
export function QuestionList({ onChoose, otherwise }: QuestionListProps) {
  const { id, can } = useWorkspace();
  const { data: suggestions } = useQuery(suggestionsQuery(id));
  const { data: collections } = useQuery(collectionsQuery(id));
  if (suggestions === undefined || collections === undefined) return otherwise;
  if (suggestions.questions.length > 0) {
    return (
      <>
        <ReadingProgress />
        <ChoiceRows
          title="From your documents"
          rows={suggestions.questions
            .slice(0, MOST)
            .map((text) => ({ text, icon: IconFileText, onChoose: () => onChoose(text) }))}
        />
      </>
    );
  }
  const documents = collections.items.reduce((sum, one) => sum + one.documents, 0);
  if (documents > 0) {
    return (
      <>
        <ReadingProgress />
        {otherwise}
      </>
    );
  }
  return (
    <>
      {can("knowledge.manage") ? <SampleOffer /> : null}
      {otherwise}
    </>
  );
}

function SampleOffer() {
  const load = useLoadSamples();
  return (
    <section className={classes.box} aria-label="Sample documents">
      <div className={classes.offer}>
        <IconBook size={20} aria-hidden />
        <div className={classes.offerText}>
          <p className={classes.offerTitle}>See an answer with its sources</p>
          <p className={classes.offerHint}>
            A small handbook of a company that does not exist, with questions to ask it. Delete it when you
            like.
          </p>
        </div>
        <Button loading={load.isPending} onClick={() => load.mutate()}>
          Try it with sample documents
        </Button>
      </div>
    </section>
  );
}
