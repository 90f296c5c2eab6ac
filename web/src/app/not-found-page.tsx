import { Button } from "@mantine/core";
import { EmptyState } from "../ui/empty-state.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Landmark } from "./landmark.tsx";

/** No page has this address. */
export function NotFoundPage() {
  return (
    <Landmark>
      <EmptyState
        level={1}
        title="There is no page at this address"
        action={<LinkButton to="/">Go to the chat</LinkButton>}
        other={
          <Button variant="default" onClick={() => history.back()}>
            Go back
          </Button>
        }
      >
        The link may be old, or the page was never yours to see.
      </EmptyState>
    </Landmark>
  );
}
