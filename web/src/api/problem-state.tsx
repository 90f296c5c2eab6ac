import type { ReactNode } from "react";
import { ErrorState } from "../ui/error-state.tsx";
import { RefusedState } from "../ui/refused-state.tsx";
import { asProblem } from "./client.ts";

export interface ProblemStateProps {
  readonly error: unknown;
  /** What did not work: "The members did not load". */
  readonly title: string;
  readonly onRetry?: (() => void) | undefined;
  readonly retrying?: boolean;
  readonly other?: ReactNode;
}

/** A failed region, by what went wrong: refused says who can grant it, the rest offers another try. */
export function ProblemState({ error, title, onRetry, retrying = false, other }: ProblemStateProps) {
  const problem = asProblem(error);
  if (problem.refused) return <RefusedState title={problem.title}>{problem.detail}</RefusedState>;
  return (
    <ErrorState
      title={title}
      detail={problem.detail}
      onRetry={onRetry}
      retrying={retrying}
      reference={problem.requestId === "" ? undefined : problem.requestId}
      other={other}
    />
  );
}
