import { Button, Menu } from "@mantine/core";
import { IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryView } from "../../api/query-view.tsx";
import type { Budget } from "../../api/types.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Section } from "../../ui/section.tsx";
import { TableSkeleton } from "../../ui/skeletons.tsx";
import { BudgetDialog } from "./budget-dialog.tsx";
import { budgetsQuery, useRemoveBudget } from "./budget-queries.ts";
import classes from "./budgets.module.css";
import { BudgetsTable } from "./budgets-table.tsx";
import type { Choice } from "./entry-filters.tsx";

/** Bounds of the whole workspace and of its members. */
export function Budgets({ members }: { readonly members: readonly Choice[] }) {
  const { id, can } = useWorkspace();
  const query = useQuery(budgetsQuery(id));
  const [editing, setEditing] = useState<{ budget: Budget | null; opened: boolean }>({
    budget: null,
    opened: false,
  });
  const manages = can("ledger.manage");
  return (
    <Section
      id="budgets"
      title="Budgets"
      inset="flush"
      caption="the most that may be spent per day or month, UTC"
      actions={
        manages ? (
          <Button variant="default" size="xs" onClick={() => setEditing({ budget: null, opened: true })}>
            Set a budget
          </Button>
        ) : null
      }
    >
      <QueryView
        query={query}
        failed="The budgets did not load"
        skeleton={<TableSkeleton columns={4} rows={2} label="Loading the budgets" />}
        isEmpty={(data) => data.items.length === 0}
        empty={
          <p className={classes.none}>
            No budget is set: any member may use all of the free credit.
            {manages ? "" : " An owner or admin can set one."}
          </p>
        }
      >
        {(data, stale) => (
          <BudgetsTable
            budgets={data.items}
            members={members}
            stale={stale}
            actions={
              manages
                ? (budget) => (
                    <BudgetActions budget={budget} onEdit={() => setEditing({ budget, opened: true })} />
                  )
                : undefined
            }
          />
        )}
      </QueryView>
      <BudgetDialog
        key={editing.budget?.id ?? "new"}
        budget={editing.budget}
        members={members}
        opened={editing.opened}
        onClose={() => setEditing({ ...editing, opened: false })}
      />
    </Section>
  );
}

function BudgetActions({ budget, onEdit }: { readonly budget: Budget; readonly onEdit: () => void }) {
  const remove = useRemoveBudget();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label="Actions for this budget">
          <IconDots size={16} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
          Change the limit
        </Menu.Item>
        <Menu.Item data-danger leftSection={<IconTrash size={16} />} onClick={() => remove.mutate(budget)}>
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
