import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { collectionsQuery } from "../../api/queries.ts";
import { QueryView } from "../../api/query-view.tsx";
import { useWorkspace } from "../../api/workspace.ts";
import { documentsQuery } from "../../features/knowledge/data/document-queries.ts";
import { DocumentsTable } from "../../features/knowledge/documents/documents-table.tsx";
import { STATE_CHOICES } from "../../features/knowledge/documents/state-choices.ts";
import { useDocumentMenu } from "../../features/knowledge/documents/use-document-menu.tsx";
import type { DocumentState } from "../../features/knowledge/types.ts";
import { droppedFiles } from "../../features/knowledge/upload/dropped-files.ts";
import { UploadDialog } from "../../features/knowledge/upload/upload-dialog.tsx";
import { useUploadFlow } from "../../features/knowledge/upload/use-upload-flow.ts";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { FilterPill } from "../../ui/filter-pill.tsx";
import { Page } from "../../ui/page.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { TableSkeleton } from "../../ui/skeletons.tsx";
import { useFileDrop } from "../../ui/use-file-drop.ts";
import { withoutEmpty } from "../../ui/without-empty.ts";
import { DocumentsBar } from "./documents-bar.tsx";
import classes from "./knowledge.module.css";
import { NoDocuments } from "./no-documents.tsx";

/** The documents of one collection or of all, and the whole page as a place to drop files on. */
export function DocumentsScreen() {
  const { id, slug, can } = useWorkspace();
  const { list: _list, ...filter } = useSearch({ from: "/w/$slug/knowledge/" });
  const navigate = useNavigate();
  const query = useInfiniteQuery(documentsQuery(id, filter));
  const { data: collections } = useQuery(collectionsQuery(id));
  const menu = useDocumentMenu();
  const flow = useUploadFlow(filter.collection);
  const uploads = can("knowledge.use") && flow.target !== null;
  const drop = useFileDrop((transfer) => void droppedFiles(transfer).then(flow.take), uploads);
  const documents = query.data?.pages.flatMap((page) => page.items);
  const names = new Map(collections?.items.map((one) => [one.id, one.name]));
  const collection = collections?.items.find((one) => one.id === filter.collection);
  const narrowed = filter.search !== undefined || filter.state !== undefined;
  const change = (next: {
    readonly search?: string | undefined;
    readonly state?: DocumentState | undefined;
  }) =>
    void navigate({
      to: "/w/$slug/knowledge",
      params: { slug },
      search: withoutEmpty({ ...filter, ...next }),
      replace: true,
    });
  const take = uploads ? flow.take : null;
  return (
    <div className={classes.drop} {...drop.handlers}>
      <Page
        bar={
          <>
            <DocumentsBar collection={collection} chosen={filter.collection} onFiles={take} />
            {documents?.length === 0 && !narrowed ? null : (
              <FilterBar label="Find documents">
                <SearchField
                  label="Search in names"
                  value={filter.search ?? ""}
                  onChange={(search) => change({ search })}
                />
                <FilterPill
                  name="State"
                  anything="Any"
                  value={filter.state}
                  options={STATE_CHOICES}
                  onChange={(state) => change({ state })}
                />
              </FilterBar>
            )}
          </>
        }
      >
        <QueryView
          query={{ ...query, data: documents }}
          failed="The documents did not load"
          skeleton={<TableSkeleton columns={5} tall label="Loading the documents" />}
          isEmpty={(all) => all.length === 0}
          empty={
            <NoDocuments
              narrowed={narrowed}
              collection={collection}
              onFiles={take}
              onWiden={() => change({ search: undefined, state: undefined })}
            />
          }
        >
          {(all, stale) => (
            <DocumentsTable
              documents={all}
              stale={stale}
              collectionName={({ collectionId }) =>
                filter.collection === undefined ? (names.get(collectionId) ?? null) : null
              }
              actions={menu.actions}
              more={{
                has: query.hasNextPage,
                loading: query.isFetchingNextPage,
                load: () => void query.fetchNextPage(),
              }}
            />
          )}
        </QueryView>
      </Page>
      {drop.dragging ? (
        <div className={classes.over}>
          Drop files or folders to add them
          <span className={classes.overHint}>
            {filter.collection === undefined ? "You choose the collection next" : `to ${flow.target?.name}`}
          </span>
        </div>
      ) : null}
      <UploadDialog {...flow.dialog} />
      {menu.overlays}
    </div>
  );
}
