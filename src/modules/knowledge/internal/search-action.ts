import type { Action } from "../../../kernel/kernel.ts";
import { searchQuery, searchResultSchema } from "../contract.ts";
import { search } from "../search.ts";

export const searchAction: Action = {
  name: "knowledge.search",
  description:
    "Finds passages in the workspace's documents that answer a question, best first, with document, page and how sure " +
    "it is. Use it before answering anything about the organisation, its rules, products, customers or files.",
  permission: "knowledge.read",
  input: searchQuery,
  output: searchResultSchema,
  readOnly: true,
  run: (ctx, input) => search(ctx, searchQuery.parse(input)),
};
