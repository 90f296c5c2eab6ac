import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { toast } from "../../api/toast.ts";
import type { Budget } from "../../api/types.ts";
import { useWorkspace } from "../../api/workspace.ts";

export type BudgetInput = Pick<Budget, "userId" | "period" | "limitMicroPt">;

export function budgetsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: keys.budgets(workspaceId),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/workspaces/{workspaceId}/budgets", { params: { path: { workspaceId } }, signal })),
  });
}

export function useSetBudget() {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BudgetInput) =>
      unwrap(api.PUT("/api/workspaces/{workspaceId}/budgets", { params: { path: { workspaceId } }, body })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.budgets(workspaceId) }),
  });
}

/** Removing can be undone: the same budget is set again. */
export function useRemoveBudget() {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  const set = useSetBudget();
  return useMutation({
    mutationFn: (budget: Budget) =>
      unwrap(
        api.DELETE("/api/workspaces/{workspaceId}/budgets/{budgetId}", {
          params: { path: { workspaceId, budgetId: budget.id } },
        }),
      ),
    onSuccess: (_nothing, { userId, period, limitMicroPt }) =>
      toast.undo("The budget is removed", () => set.mutate({ userId, period, limitMicroPt })),
    onError: (error) => toast.failed(error, "The budget still holds"),
    onSettled: () => client.invalidateQueries({ queryKey: keys.budgets(workspaceId) }),
  });
}
