import type { ReactNode } from "react";
import { Banner } from "../ui/banner.tsx";
import { Reference } from "../ui/reference.tsx";
import type { ApiProblem } from "./problem.ts";

export interface FormFailureProps {
  readonly problem: ApiProblem | null;
  readonly actions?: ReactNode;
}

/** Why a form was not accepted as a whole. What was typed stays. */
export function FormFailure({ problem, actions }: FormFailureProps) {
  if (problem === null) return null;
  const reference =
    problem.status >= 500 && problem.requestId !== "" ? <Reference value={problem.requestId} /> : null;
  return (
    <Banner meaning="error" title={problem.title} actions={actions} end={reference}>
      {problem.detail === problem.title ? null : problem.detail}
    </Banner>
  );
}
