import { useWorkspace } from "../../api/workspace.ts";
import { Page } from "../../ui/page.tsx";
import { PageBar } from "../../ui/page-bar.tsx";
import { RefusedState } from "../../ui/refused-state.tsx";
import { Statement } from "./statement.tsx";

export function UsageScreen() {
  const { can } = useWorkspace();
  if (can("ledger.read")) return <Statement />;
  return (
    <Page bar={<PageBar title="Usage and statement" />}>
      <RefusedState title="Your role does not include the statement">
        An owner or admin of this workspace can show it to you or change your role.
      </RefusedState>
    </Page>
  );
}
