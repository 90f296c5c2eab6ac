import { AppError } from "../../../kernel/errors.ts";
import { type KnownModel, kindOf, type ModelHub, type ModelKind } from "./hub.ts";

/**
 * The model of that id, connected and of the kind that is asked for. Endpoints are asked for one that nobody listed.
 * @throws AppError model_not_found, model_not_allowed (not connected, or of another kind)
 */
export async function connectedModel(hub: ModelHub, modelId: string, kind: ModelKind): Promise<KnownModel> {
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
  const its = kindOf(model.entry);
  if (its === kind) return model;
  throw new AppError("model_not_allowed", `${model.entry.name} ${DOES[its]} ${CHOOSE[kind]}`);
}

const DOES: Readonly<Record<ModelKind, string>> = {
  chat: "answers questions and does nothing else.",
  embedding: "makes vectors for searching and answers nothing.",
  rerank: "orders passages and answers nothing.",
  transcription: "writes down speech and answers nothing.",
};
const CHOOSE: Readonly<Record<ModelKind, string>> = {
  chat: "Choose another model.",
  embedding: "Choose an embedding model.",
  rerank: "Choose a model that orders passages.",
  transcription: "Choose a model that writes down speech.",
};
