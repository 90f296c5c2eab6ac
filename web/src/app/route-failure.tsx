import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { onRecovery } from "../api/connection.ts";
import { ProblemState } from "../api/problem-state.tsx";
import { Landmark } from "./landmark.tsx";

/** A page that could not be loaded or drawn; the rest of the application goes on. */
export function RouteFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  const latest = useRef(retry);
  latest.current = retry;
  useEffect(() => onRecovery(() => latest.current()), []);
  return (
    <Landmark>
      <ProblemState error={error} title="This page did not load" onRetry={retry} />
    </Landmark>
  );
}
