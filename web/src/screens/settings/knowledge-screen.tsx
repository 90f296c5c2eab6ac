import { useQuery } from "@tanstack/react-query";
import { QueryView } from "../../api/query-view.tsx";
import { useWorkspace } from "../../api/workspace.ts";
import { knowledgeSettingsQuery } from "../../features/knowledge/data/knowledge-queries.ts";
import { CollectionModels } from "../../features/knowledge/settings/collection-models.tsx";
import { ReadingModels } from "../../features/knowledge/settings/reading-models.tsx";
import { RerankModel } from "../../features/knowledge/settings/rerank-model.tsx";
import { ThresholdsForm } from "../../features/knowledge/settings/thresholds-form.tsx";
import { RefusedState } from "../../ui/refused-state.tsx";
import { Section } from "../../ui/section.tsx";
import { FormSkeleton } from "../../ui/skeletons.tsx";
import { SettingsPage } from "./settings-page.tsx";

export function KnowledgeSettingsScreen() {
  const { can } = useWorkspace();
  if (can("knowledge.manage")) return <Managed />;
  return (
    <SettingsPage title="Knowledge" width="full">
      <RefusedState title="Your role does not include the settings of Knowledge">
        An owner or admin of this workspace can change them, or your role.
      </RefusedState>
    </SettingsPage>
  );
}

function Managed() {
  const { id } = useWorkspace();
  const query = useQuery(knowledgeSettingsQuery(id));
  return (
    <SettingsPage title="Knowledge">
      <QueryView
        query={query}
        failed="The settings did not load"
        skeleton={<FormSkeleton fields={2} label="Loading the settings" />}
      >
        {(settings) => (
          <>
            <Section title="How sure an answer must be">
              <ThresholdsForm settings={settings} />
            </Section>
            <Section title="Search by meaning">
              <CollectionModels models={settings.embeddingModels} />
            </Section>
            <Section title="Order of what is found">
              <RerankModel settings={settings} />
            </Section>
            <Section title="Recordings and scans">
              <ReadingModels settings={settings} />
            </Section>
          </>
        )}
      </QueryView>
    </SettingsPage>
  );
}
