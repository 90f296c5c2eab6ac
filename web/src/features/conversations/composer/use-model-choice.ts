import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { modelsQuery } from "../../../api/queries.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import { KeyedStore, useKeyed } from "../state/keyed-store.ts";
import { placeOf } from "../state/thread-key.ts";
import type { Model } from "../types.ts";
import { chooseModel } from "./model-list.ts";

/** The model picked in a thread since the page was opened. */
const picked = new KeyedStore<string | null>(() => null);

export interface ModelChoice {
  readonly models: readonly Model[];
  readonly model: Model | null;
  readonly choose: (id: string) => void;
  readonly loading: boolean;
}

/** The model of a thread: picked here, else used in this conversation, else picked last, else the workspace's. */
export function useModelChoice(key: string, conversationModel: string | null): ModelChoice {
  const { workspaceId } = placeOf(key);
  const { data, isPending } = useQuery(modelsQuery(workspaceId));
  const { defaultModel } = useWorkspace().settings;
  const here = useKeyed(picked, key);
  const models = useMemo(() => data?.items ?? [], [data]);
  const model = useMemo(
    () => chooseModel(models, [here, conversationModel, remembered(workspaceId), defaultModel]),
    [models, here, conversationModel, workspaceId, defaultModel],
  );
  const choose = useCallback(
    (id: string) => {
      picked.set(key, id);
      remember(workspaceId, id);
    },
    [key, workspaceId],
  );
  return { models, model, choose, loading: isPending };
}

function nameOf(workspaceId: string): string {
  return `parley.model:${workspaceId}`;
}

function remember(workspaceId: string, id: string): void {
  try {
    localStorage.setItem(nameOf(workspaceId), id);
  } catch {
    // The choice holds until the page is left.
  }
}

function remembered(workspaceId: string): string | null {
  try {
    return localStorage.getItem(nameOf(workspaceId));
  } catch {
    return null;
  }
}
