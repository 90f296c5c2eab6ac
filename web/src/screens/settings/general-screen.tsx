import { useWorkspace } from "../../api/workspace.ts";
import { GeneralForm } from "../../features/workspaces/general-form.tsx";
import { SettingsPage } from "./settings-page.tsx";

export function GeneralScreen() {
  const { id } = useWorkspace();
  return (
    <SettingsPage title="General">
      <GeneralForm key={id} />
    </SettingsPage>
  );
}
