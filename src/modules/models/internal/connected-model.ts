import { AppError } from "../../../kernel/errors.ts";
import type { KnownModel, ModelHub } from "./hub.ts";

/**
 * The model of that id, connected and of the kind that is asked for. Endpoints are asked for one that nobody listed.
 * @throws AppError model_not_found, model_not_allowed (not connected, or of the other kind)
 */
export async function connectedModel(
  hub: ModelHub,
  modelId: string,
  kind: "chat" | "embedding",
): Promise<KnownModel> {
  let model = hub.get(modelId);
  if (model === undefined) {
    await hub.refresh();
    model = hub.get(modelId);
  }
  if (model === undefined) {
    throw new AppError(
      "model_not_found",
      `There is no model "${modelId.slice(0, 100)}" here. Choose one of the list.`,
    );
  }
  if (model.provider.provider === null) throw new AppError("model_not_allowed", model.provider.missing);
  const makesVectors = model.entry.embedding !== undefined;
  if (makesVectors !== (kind === "embedding")) throw new AppError("model_not_allowed", wrongKind(model));
  return model;
}

function wrongKind({ entry }: KnownModel): string {
  return entry.embedding === undefined
    ? `${entry.name} answers questions and makes no vectors. Choose an embedding model.`
    : `${entry.name} makes vectors for searching and answers nothing. Choose another model.`;
}
