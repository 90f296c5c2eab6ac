import { Button, UnstyledButton } from "@mantine/core";
import { IconArrowRight, IconBook, IconFileText } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { collectionsQuery } from "../../../api/queries.ts";
import { useWorkspace } from "../../../api/workspace.ts";
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
        <Questions questions={suggestions.questions.slice(0, MOST)} onChoose={onChoose} />
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

function Questions({
  questions,
  onChoose,
}: { readonly questions: readonly string[] } & Pick<QuestionListProps, "onChoose">) {
  return (
    <section className={classes.box} aria-labelledby="questions">
      <h2 id="questions" className={classes.heading}>
        From your documents
      </h2>
      <ul className={classes.rows}>
        {questions.map((question) => (
          <li key={question}>
            <UnstyledButton className={classes.row} onClick={() => onChoose(question)}>
              <IconFileText size={18} aria-hidden />
              <span className={classes.question}>{question}</span>
              <IconArrowRight size={16} className={classes.arrow} aria-hidden />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
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
