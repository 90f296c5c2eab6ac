import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { collectionsQuery } from "../../../api/queries.ts";
import { QueryView } from "../../../api/query-view.tsx";
import { toast } from "../../../api/toast.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import { ListSkeleton } from "../../../ui/skeletons.tsx";
import { embeddingChoices } from "../collections/embedding-choices.ts";
import { useSaveCollection } from "../data/collection-queries.ts";
import type { Collection } from "../types.ts";
import classes from "./settings.module.css";

/** With which model each collection is searched by meaning; a change is worked off while the search goes on. */
export function CollectionModels({ models }: { readonly models: readonly string[] }) {
  const { id } = useWorkspace();
  const query = useQuery(collectionsQuery(id));
  const used = query.data?.items.some(({ embeddingModel }) => embeddingModel !== null) ?? false;
  if (models.length === 0 && !used) {
    return (
      <p className={classes.hint}>
        Passages are found by their words, in the language they are written in. Whoever runs this installation
        can connect an embedding model; then passages that say the same in other words are found, too.
      </p>
    );
  }
  return (
    <QueryView query={query} failed="The collections did not load" skeleton={<ListSkeleton rows={3} />}>
      {({ items }) => (
        <ul className={classes.models}>
          {items.map((collection) => (
            <li key={collection.id} className={classes.model}>
              <span className={classes.collection}>{collection.name}</span>
              <ModelOf collection={collection} models={models} />
            </li>
          ))}
        </ul>
      )}
    </QueryView>
  );
}

function ModelOf({
  collection,
  models,
}: {
  readonly collection: Collection;
  readonly models: readonly string[];
}) {
  const save = useSaveCollection();
  const { id, name, embeddingModel } = collection;
  const change = (value: string | null) => {
    if (value === null || value === (embeddingModel ?? "")) return;
    save.mutate(
      { id, name, embeddingModel: value === "" ? null : value },
      {
        onSuccess: () => toast.done(`${name} is being prepared; the search goes on meanwhile`),
        onError: (error) => toast.failed(error, `The model of ${name} was not changed`),
      },
    );
  };
  return (
    <Select
      size="xs"
      w={260}
      aria-label={`Model of ${name}`}
      allowDeselect={false}
      disabled={save.isPending}
      data={embeddingChoices(models, embeddingModel)}
      value={embeddingModel ?? ""}
      onChange={change}
    />
  );
}
