import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { collectionsQuery } from "../../api/queries.ts";
import { QueryView } from "../../api/query-view.tsx";
import { useWorkspace } from "../../api/workspace.ts";
import { sourcesQuery } from "../../features/knowledge/data/source-queries.ts";
import { AddWebsiteDialog } from "../../features/knowledge/dialogs.tsx";
import { RemoveSourceDialog } from "../../features/knowledge/sources/remove-source-dialog.tsx";
import { SourcePagesDialog } from "../../features/knowledge/sources/source-pages-dialog.tsx";
import { SourcesTable } from "../../features/knowledge/sources/sources-table.tsx";
import type { WebSource } from "../../features/knowledge/types.ts";
import { BackLink } from "../../ui/back-link.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";
import { PageBar } from "../../ui/page-bar.tsx";
import { TableSkeleton } from "../../ui/skeletons.tsx";

/** The websites that documents come from, with how far each is. */
export function WebsitesScreen() {
  const { id, slug, can } = useWorkspace();
  const query = useInfiniteQuery(sourcesQuery(id));
  const sources = query.data?.pages.flatMap((page) => page.items);
  const { data: collections } = useQuery(collectionsQuery(id));
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<{ source: WebSource; opened: boolean }>();
  const [showing, setShowing] = useState<{ source: WebSource; opened: boolean }>();
  const manages = can("knowledge.manage");
  const names = new Map(collections?.items.map((one) => [one.id, one.name]));
  return (
    <>
      <Page
        bar={
          <PageBar
            title="Websites"
            back={
              <BackLink
                to="/w/$slug/knowledge"
                params={{ slug }}
                search={{ list: true }}
                label="the collections"
              />
            }
            actions={
              manages ? (
                <Button
                  size="xs"
                  leftSection={<IconPlus size={16} aria-hidden />}
                  onClick={() => setAdding(true)}
                >
                  Add a website
                </Button>
              ) : null
            }
          />
        }
      >
        <QueryView
          query={{ ...query, data: sources }}
          failed="The websites did not load"
          skeleton={<TableSkeleton columns={4} rows={3} tall label="Loading the websites" />}
          isEmpty={(all) => all.length === 0}
          empty={
            <EmptyState
              title="Answer from your website, too"
              action={manages ? <Button onClick={() => setAdding(true)}>Add a website</Button> : null}
            >
              One page, a sitemap, or a page and what it links to; read again as often as you like.
              {manages ? "" : " An owner or admin of this workspace can add one."}
            </EmptyState>
          }
        >
          {(all, stale) => (
            <SourcesTable
              sources={all}
              more={{
                has: query.hasNextPage,
                loading: query.isFetchingNextPage,
                load: () => void query.fetchNextPage(),
              }}
              stale={stale}
              collectionName={(collectionId) => names.get(collectionId) ?? "a collection"}
              onShowPages={(source) => setShowing({ source, opened: true })}
              onRemove={manages ? (source) => setRemoving({ source, opened: true }) : null}
            />
          )}
        </QueryView>
      </Page>
      <AddWebsiteDialog
        key={String(adding)}
        collectionId={undefined}
        opened={adding}
        onClose={() => setAdding(false)}
      />
      {showing ? (
        <SourcePagesDialog
          key={showing.source.id}
          source={showing.source}
          opened={showing.opened}
          onClose={() => setShowing({ ...showing, opened: false })}
        />
      ) : null}
      {removing ? (
        <RemoveSourceDialog
          key={removing.source.id}
          source={removing.source}
          opened={removing.opened}
          onClose={() => setRemoving({ ...removing, opened: false })}
        />
      ) : null}
    </>
  );
}
