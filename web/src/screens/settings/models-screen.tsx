import { useQuery } from "@tanstack/react-query";
import { modelsQuery } from "../../api/queries.ts";
import { QueryView } from "../../api/query-view.tsx";
import { useWorkspace } from "../../api/workspace.ts";
import { ConnectHelp } from "../../features/models/connect-help.tsx";
import { ModelsTable } from "../../features/models/models-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Section } from "../../ui/section.tsx";
import { TableSkeleton } from "../../ui/skeletons.tsx";
import { SettingsPage } from "./settings-page.tsx";

export function ModelsScreen() {
  const { id, settings } = useWorkspace();
  const query = useQuery(modelsQuery(id));
  return (
    <SettingsPage title="Models" width="full" caption="prices per 1,000 tokens, 1 PT is $0.001">
      <QueryView
        query={query}
        failed="The models did not load"
        skeleton={<TableSkeleton columns={4} tall label="Loading the models" />}
        isEmpty={(data) => data.items.length === 0}
        empty={
          <EmptyState
            title="No model is set up here"
            example={<ConnectHelp />}
            exampleTitle="How to connect one"
          >
            Whoever runs this installation connects models to it.
          </EmptyState>
        }
      >
        {(data, stale) => (
          <>
            <ModelsTable models={data.items} chosen={settings.defaultModel} stale={stale} />
            {data.items.some((model) => !model.available) ? (
              <Section title="Connect more models" inset="flush">
                <ConnectHelp />
              </Section>
            ) : null}
          </>
        )}
      </QueryView>
    </SettingsPage>
  );
}
