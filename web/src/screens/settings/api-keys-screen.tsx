import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryView } from "../../api/query-view.tsx";
import type { ApiKey } from "../../api/types.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { apiKeysQuery } from "../../features/api-keys/api-key-queries.ts";
import { ApiKeysTable } from "../../features/api-keys/api-keys-table.tsx";
import { CreateKeyDialog } from "../../features/api-keys/create-key-dialog.tsx";
import { RevokeKeyDialog } from "../../features/api-keys/revoke-key-dialog.tsx";
import { Snippets } from "../../features/api-keys/snippets.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { RefusedState } from "../../ui/refused-state.tsx";
import { TableSkeleton } from "../../ui/skeletons.tsx";
import { SettingsPage } from "./settings-page.tsx";

export function ApiKeysScreen() {
  const { can } = useWorkspace();
  if (can("api-keys.manage")) return <ManagedKeys />;
  return (
    <SettingsPage title="API keys" width="full">
      <RefusedState title="Your role does not include API keys">
        An owner or admin of this workspace can create one for you or change your role.
      </RefusedState>
    </SettingsPage>
  );
}

function ManagedKeys() {
  const { id } = useWorkspace();
  const query = useInfiniteQuery(apiKeysQuery(id));
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<{ apiKey: ApiKey; opened: boolean }>();
  const apiKeys = query.data?.pages.flatMap((page) => page.items);
  const create = (
    <Button size="xs" leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      Create a key
    </Button>
  );
  return (
    <SettingsPage title="API keys" width="full" actions={create}>
      <QueryView
        query={{ ...query, data: apiKeys }}
        failed="The API keys did not load"
        skeleton={<TableSkeleton columns={4} tall label="Loading the API keys" />}
        isEmpty={(all) => all.length === 0}
        empty={
          <EmptyState
            title="Use your models from your own programs"
            action={<Button onClick={() => setCreating(true)}>Create a key</Button>}
            other={
              <Button variant="default" component="a" href="/docs" target="_blank" rel="noreferrer">
                Read the API reference
              </Button>
            }
            exampleTitle="What it looks like, with the official OpenAI client"
            example={<Snippets secret="your key" />}
          >
            The OpenAI clients work unchanged: only the address and the key are yours. Each call is charged
            like an answer in the chat.
          </EmptyState>
        }
      >
        {(all, stale) => (
          <ApiKeysTable
            apiKeys={all}
            stale={stale}
            more={{
              has: query.hasNextPage,
              loading: query.isFetchingNextPage,
              load: () => void query.fetchNextPage(),
            }}
            onRevoke={(apiKey) => setRevoking({ apiKey, opened: true })}
          />
        )}
      </QueryView>
      <CreateKeyDialog opened={creating} onClose={() => setCreating(false)} />
      {revoking ? (
        <RevokeKeyDialog
          key={revoking.apiKey.id}
          apiKey={revoking.apiKey}
          opened={revoking.opened}
          onClose={() => setRevoking({ ...revoking, opened: false })}
        />
      ) : null}
    </SettingsPage>
  );
}
