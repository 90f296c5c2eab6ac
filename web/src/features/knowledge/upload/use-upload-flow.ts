import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { keys } from "../../../api/keys.ts";
import { collectionsQuery } from "../../../api/queries.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import { fetchUploadQuote } from "../data/upload-quote.ts";
import type { Collection } from "../types.ts";
import type { UploadDialogProps } from "./upload-dialog.tsx";
import { type ChosenFile, sortChoice } from "./upload-rules.ts";
import { useUploads } from "./use-uploads.ts";

export interface UploadFlow {
  /** Files that were picked or dropped. */
  readonly take: (files: readonly ChosenFile[]) => void;
  /** Null where there is no collection that the person may fill. */
  readonly target: Pick<Collection, "id" | "name"> | null;
  readonly dialog: UploadDialogProps;
}

interface Choice {
  readonly files: readonly ChosenFile[];
  readonly collectionId: string;
  readonly opened: boolean;
}

const NOTHING: Choice = { files: [], collectionId: "", opened: false };

/**
 * From files to uploads: what cannot be sent is refused at once; where to and for how much is asked only when there
 * is something to choose or to pay.
 * @param chosen the collection that is open, if one is
 */
export function useUploadFlow(chosen: string | undefined): UploadFlow {
  const { id: workspaceId } = useWorkspace();
  const { queue } = useUploads();
  const { data } = useQuery(collectionsQuery(workspaceId));
  const [choice, setChoice] = useState<Choice>(NOTHING);
  const collections = (data?.items ?? []).filter(({ readable }) => readable);
  const target =
    collections.find(({ id }) => id === chosen) ?? (chosen === undefined ? collections[0] : undefined);
  const costs = (id: string) => collections.find((one) => one.id === id)?.embeddingModel != null;
  const quote = useQuery({
    queryKey: [
      ...keys.knowledge(workspaceId),
      "quote",
      choice.collectionId,
      choice.files.map(({ path }) => path),
    ],
    queryFn: ({ signal }) => fetchUploadQuote(workspaceId, choice.collectionId, choice.files, signal),
    enabled: choice.opened && choice.files.length > 0,
    gcTime: 0,
    retry: false,
  });

  const take: UploadFlow["take"] = (files) => {
    if (target === undefined || files.length === 0) return;
    const { accepted, refused } = sortChoice(files);
    queue.refuse(target.id, refused);
    if (accepted.length === 0) return;
    const asks =
      (chosen === undefined && collections.length > 1) || costs(target.id) || accepted.some(mayCost);
    if (asks) setChoice({ files: accepted, collectionId: target.id, opened: true });
    else queue.add(target.id, accepted);
  };
  const close = () => setChoice((before) => ({ ...before, opened: false }));
  return {
    take,
    target: target ?? null,
    dialog: {
      ...choice,
      collections: chosen === undefined ? collections : collections.filter(({ id }) => id === chosen),
      onCollection: (collectionId) => setChoice((before) => ({ ...before, collectionId })),
      quote: quote.data ?? null,
      quoting: quote.isFetching,
      onClose: close,
      onUpload: () => {
        queue.add(choice.collectionId, choice.files);
        close();
      },
    },
  };
}

/** Listening to it, or reading it as a picture, may be charged. */
function mayCost({ file }: ChosenFile): boolean {
  return /^(?:audio|video|image)\//.test(file.type);
}
