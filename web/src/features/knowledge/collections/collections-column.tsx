import { Skeleton } from "@mantine/core";
import { IconBooks, IconFolder, IconFolderPlus, IconLock, IconWorld } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { collectionsQuery } from "../../../api/queries.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { ListColumn, ListGroup } from "../../../ui/list-column.tsx";
import { ListLink } from "../../../ui/list-link.tsx";
import { ListSkeleton } from "../../../ui/skeletons.tsx";
import { sourcesQuery } from "../data/source-queries.ts";
import type { Collection } from "../types.ts";
import classes from "./collections.module.css";

const SIZE = 18;

export interface CollectionsColumnProps {
  /** The collection whose documents are shown; undefined for all. */
  readonly chosen: string | undefined;
  /** The list of all documents is shown, of whichever collection. */
  readonly atDocuments: boolean;
  readonly onCreate: () => void;
}

/** The second column of Knowledge: collections with the count of their documents, and the websites. */
export function CollectionsColumn({ chosen, atDocuments, onCreate }: CollectionsColumnProps) {
  const { id, slug, can } = useWorkspace();
  const { data, error } = useQuery(collectionsQuery(id));
  const { data: sources } = useInfiniteQuery(sourcesQuery(id));
  const websites = sources?.pages.reduce((sum, page) => sum + page.items.length, 0);
  const total = data?.items.reduce((sum, { documents }) => sum + documents, 0);
  return (
    <ListColumn
      title="Knowledge"
      width={220}
      actions={
        can("knowledge.manage") ? (
          <IconButton label="New collection" onClick={onCreate}>
            <IconFolderPlus size={SIZE} aria-hidden />
          </IconButton>
        ) : null
      }
    >
      <ul className={classes.all}>
        <li>
          <Row
            chosen={atDocuments && chosen === undefined}
            slug={slug}
            icon={<IconBooks size={SIZE} aria-hidden />}
            end={total === undefined ? <Skeleton height={10} width={20} /> : countText(total)}
          >
            All documents
          </Row>
        </li>
      </ul>
      {data === undefined && error === null ? (
        <ListSkeleton rows={4} label="Loading the collections" />
      ) : null}
      {data && data.items.length > 0 ? (
        <ListGroup label="Collections">
          {data.items.map((collection) => (
            <li key={collection.id}>
              <Row
                chosen={atDocuments && chosen === collection.id}
                slug={slug}
                collection={collection.id}
                icon={<CollectionIcon collection={collection} />}
                end={countText(collection.documents)}
              >
                {collection.name}
              </Row>
            </li>
          ))}
        </ListGroup>
      ) : null}
      <ListGroup label="Sources">
        <li>
          <ListLink
            to="/w/$slug/knowledge/websites"
            params={{ slug }}
            icon={<IconWorld size={SIZE} aria-hidden />}
            end={websites === undefined ? null : countText(websites)}
          >
            Websites
          </ListLink>
        </li>
      </ListGroup>
    </ListColumn>
  );
}

function CollectionIcon({ collection }: { readonly collection: Pick<Collection, "access"> }) {
  if (collection.access === "everyone") return <IconFolder size={SIZE} aria-hidden />;
  return <IconLock size={SIZE} aria-label="Restricted" role="img" />;
}

function countText(count: number): string {
  return count.toLocaleString("en");
}

interface RowProps {
  readonly slug: string;
  readonly chosen: boolean;
  readonly collection?: string;
  readonly icon: React.ReactNode;
  readonly end: React.ReactNode;
  readonly children: string;
}

/** The address with a filter of its own is the same path: what is chosen is told by its query. */
function Row({ slug, chosen, collection, icon, end, children }: RowProps) {
  return (
    <ListLink
      to="/w/$slug/knowledge"
      params={{ slug }}
      search={collection === undefined ? {} : { collection }}
      activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
      activeProps={{ "aria-current": undefined }}
      aria-current={chosen ? "page" : undefined}
      icon={icon}
      end={end}
      title={children}
    >
      {children}
    </ListLink>
  );
}
