import { Button } from "@mantine/core";
import { asProblem } from "../api/client.ts";
import { ErrorState } from "../ui/error-state.tsx";

/** The last net: even the shell could not be drawn. */
export function GlobalFailure({ error }: { readonly error: unknown }) {
  return (
    <main>
      <ErrorState
        title="Parley could not draw this page"
        detail={asProblem(error).detail}
        other={<Button onClick={() => location.reload()}>Reload</Button>}
      />
    </main>
  );
}
