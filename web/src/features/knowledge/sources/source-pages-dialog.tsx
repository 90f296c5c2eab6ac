import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { QueryView } from "../../../api/query-view.tsx";
import { useWorkspace } from "../../../api/workspace.ts";
import { Dialog } from "../../../ui/confirm-dialog.tsx";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";
import { ListSkeleton } from "../../../ui/skeletons.tsx";
import { StatusDot } from "../../../ui/status-dot.tsx";
import { sourcePagesQuery } from "../data/source-queries.ts";
import type { WebSource } from "../types.ts";
import { addressWords, pageState } from "./source-words.ts";
import classes from "./sources.module.css";

export interface SourcePagesDialogProps {
  readonly source: WebSource;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Each page of a website with what became of it, so that one sees why a page is not found. */
export function SourcePagesDialog({ source, opened, onClose }: SourcePagesDialogProps) {
  return (
    <Dialog title={`Pages of ${addressWords(source.url)}`} opened={opened} onClose={onClose} width={640}>
      <Pages sourceId={source.id} />
    </Dialog>
  );
}

function Pages({ sourceId }: { readonly sourceId: string }) {
  const { id } = useWorkspace();
  const query = useInfiniteQuery(sourcePagesQuery(id, sourceId));
  return (
    <QueryView
      query={{ ...query, data: query.data?.pages.flatMap((page) => page.items) }}
      failed="The pages did not load"
      skeleton={<ListSkeleton rows={6} label="Loading the pages" />}
      isEmpty={(all) => all.length === 0}
      empty={<p>No page was found yet.</p>}
    >
      {(all) => (
        <>
          <ScrollRegion as="ul" className={classes.pages} aria-label="Pages">
            {all.map((page) => {
              const { meaning, text } = pageState(page.state);
              return (
                <li key={page.url} className={classes.page}>
                  <span className={classes.address} title={page.url}>
                    {addressWords(page.url)}
                  </span>
                  <StatusDot meaning={meaning}>{text}</StatusDot>
                  {page.reason === null ? null : <span className={classes.reason}>{page.reason}</span>}
                </li>
              );
            })}
          </ScrollRegion>
          {query.hasNextPage ? (
            <Button
              variant="subtle"
              size="xs"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              Show more
            </Button>
          ) : null}
        </>
      )}
    </QueryView>
  );
}
