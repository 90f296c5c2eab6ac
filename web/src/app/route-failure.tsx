import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { ProblemState } from "../api/problem-state.tsx";

/** A page that could not be loaded or drawn; the rest of the application goes on. */
export function RouteFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <main>
      <ProblemState error={error} title="This page did not load" onRetry={retry} />
    </main>
  );
}
