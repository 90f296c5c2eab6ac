import { Select, TextInput } from "@mantine/core";
import { z } from "zod";
import { FormFailure } from "../../api/form-failure.tsx";
import { toast } from "../../api/toast.ts";
import type { Budget } from "../../api/types.ts";
import { useApiForm } from "../../api/use-api-form.ts";
import { Dialog, FormActions } from "../../ui/confirm-dialog.tsx";
import { FormStack } from "../../ui/form-stack.tsx";
import { exactPt, parsePt } from "../../ui/pt.ts";
import { useSetBudget } from "./budget-queries.ts";
import type { Choice } from "./entry-filters.tsx";

export interface BudgetDialogProps {
  /** The one to change; null for a new one. */
  readonly budget: Budget | null;
  readonly members: readonly Choice[];
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function BudgetDialog({ budget, members, opened, onClose }: BudgetDialogProps) {
  return (
    <Dialog title={budget ? "Change the limit" : "Set a budget"} opened={opened} onClose={onClose}>
      <BudgetForm budget={budget} members={members} onClose={onClose} />
    </Dialog>
  );
}

/** The choice that means everyone together. */
const WORKSPACE = "workspace";

const schema = z.object({
  who: z.string(),
  period: z.enum(["day", "month"]),
  limit: z.string().refine((text) => parsePt(text) !== undefined, "Give an amount in PT, such as 1,500."),
});

function BudgetForm({ budget, members, onClose }: Omit<BudgetDialogProps, "opened">) {
  const set = useSetBudget();
  const { form, busy, failure, onSubmit } = useApiForm<{
    who: string;
    period: Budget["period"];
    limit: string;
  }>({
    schema,
    initialValues: {
      who: budget?.userId ?? WORKSPACE,
      period: budget?.period ?? "month",
      limit: budget ? exactPt(budget.limitMicroPt) : "",
    },
    send: async ({ who, period, limit }) => {
      const limitMicroPt = (parsePt(limit) ?? 0n).toString();
      await set.mutateAsync({ userId: who === WORKSPACE ? null : who, period, limitMicroPt });
      toast.done("The budget is set");
      onClose();
    },
  });
  return (
    <FormStack onSubmit={onSubmit}>
      <FormFailure problem={failure} />
      <Select
        size="md"
        label="For"
        searchable
        allowDeselect={false}
        readOnly={budget !== null}
        data={[{ value: WORKSPACE, label: "The whole workspace" }, ...members]}
        {...form.getInputProps("who")}
      />
      <Select
        size="md"
        label="Period"
        allowDeselect={false}
        readOnly={budget !== null}
        data={[
          { value: "day", label: "Per day" },
          { value: "month", label: "Per month" },
        ]}
        {...form.getInputProps("period")}
      />
      <TextInput
        size="md"
        label="Limit, PT"
        description="A question that could go past it is refused before it is sent. 1,000 PT is $1.00."
        inputMode="decimal"
        autoComplete="off"
        data-autofocus
        {...form.getInputProps("limit")}
      />
      <FormActions verb="Set it" busy={busy} onCancel={onClose} />
    </FormStack>
  );
}
