import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { collectionsQuery, modelsQuery } from "../../api/queries.ts";
import { QueryView } from "../../api/query-view.tsx";
import { useWorkspace } from "../../api/workspace.ts";
import { AssistantDialog } from "../../features/conversations/assistants/assistant-dialog.tsx";
import { assistantsQuery } from "../../features/conversations/assistants/assistant-queries.ts";
import { AssistantsTable } from "../../features/conversations/assistants/assistants-table.tsx";
import { DeleteAssistantDialog } from "../../features/conversations/assistants/delete-assistant-dialog.tsx";
import type { Assistant } from "../../features/conversations/types.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { RefusedState } from "../../ui/refused-state.tsx";
import { TableSkeleton } from "../../ui/skeletons.tsx";
import { SettingsPage } from "./settings-page.tsx";

export function AssistantsScreen() {
  const { can } = useWorkspace();
  if (can("assistants.manage")) return <Managed />;
  return (
    <SettingsPage title="Assistants" width="full">
      <RefusedState title="Your role does not include the assistants">
        An owner or admin of this workspace can set them up, or change your role.
      </RefusedState>
    </SettingsPage>
  );
}

interface Opened {
  readonly kind: "change" | "delete";
  readonly assistant: Assistant | null;
  readonly opened: boolean;
}

function Managed() {
  const { id } = useWorkspace();
  const query = useQuery(assistantsQuery(id));
  const { data: models } = useQuery(modelsQuery(id));
  const { data: collections } = useQuery(collectionsQuery(id));
  const [open, setOpen] = useState<Opened>({ kind: "change", assistant: null, opened: false });
  const close = () => setOpen({ ...open, opened: false });
  const create = () => setOpen({ kind: "change", assistant: null, opened: true });
  return (
    <SettingsPage
      title="Assistants"
      width="full"
      actions={
        <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={create}>
          New assistant
        </Button>
      }
    >
      <QueryView
        query={query}
        failed="The assistants did not load"
        skeleton={<TableSkeleton columns={4} rows={3} tall label="Loading the assistants" />}
        isEmpty={({ items }) => items.length === 0}
        empty={
          <EmptyState
            title="Set up an assistant for a team or a topic"
            action={<Button onClick={create}>New assistant</Button>}
          >
            It has a name, instructions, a model and the collections that it answers from. People pick it in a
            new chat; without one, every answer comes from all that the person may read.
          </EmptyState>
        }
      >
        {({ items }, stale) => (
          <AssistantsTable
            assistants={items}
            stale={stale}
            modelName={(wanted) => models?.items.find((one) => one.id === wanted)?.name ?? wanted}
            collectionName={(wanted) => collections?.items.find((one) => one.id === wanted)?.name}
            onChange={(assistant) => setOpen({ kind: "change", assistant, opened: true })}
            onDelete={(assistant) => setOpen({ kind: "delete", assistant, opened: true })}
          />
        )}
      </QueryView>
      <AssistantDialog
        key={`${open.kind} ${open.assistant?.id ?? "new"} ${open.opened}`}
        assistant={open.assistant}
        opened={open.opened && open.kind === "change"}
        onClose={close}
      />
      {open.assistant && open.kind === "delete" ? (
        <DeleteAssistantDialog assistant={open.assistant} opened={open.opened} onClose={close} />
      ) : null}
    </SettingsPage>
  );
}
