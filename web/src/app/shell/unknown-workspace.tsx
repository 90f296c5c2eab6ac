import type { MyWorkspace } from "../../api/types.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { RefusedState } from "../../ui/refused-state.tsx";

const MOST_OFFERED = 3;

/** The address names a workspace that is not there or not this person's: nobody is told which. */
export function UnknownWorkspace({ others }: { readonly others: readonly MyWorkspace[] }) {
  return (
    <main>
      <RefusedState
        level={1}
        title="There is no such workspace among yours"
        action={
          <>
            {others.slice(0, MOST_OFFERED).map(({ id, name, slug }) => (
              <LinkButton key={id} variant="default" to="/w/$slug/chat" params={{ slug }}>
                Open {name}
              </LinkButton>
            ))}
            {others.length === 0 ? <LinkButton to="/welcome">Create a workspace</LinkButton> : null}
          </>
        }
      >
        It may have another address by now, or you are not a member. An owner or admin of it can add you.
      </RefusedState>
    </main>
  );
}
