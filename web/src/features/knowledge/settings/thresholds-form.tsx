import { Button, NumberInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { api, unwrap } from "../../../api/client.ts";
import { FormFailure } from "../../../api/form-failure.tsx";
import { toast } from "../../../api/toast.ts";
import { useApiForm } from "../../../api/use-api-form.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import { FormStack } from "../../../ui/form-stack.tsx";
import { knowledgeSettingsQuery } from "../data/knowledge-queries.ts";
import type { KnowledgeSettings } from "../types.ts";

const percent = z.number("Give a number from 0 to 100.").int().min(0).max(100, "At most 100.");
const schema = z
  .object({ refuseBelow: percent, caveatBelow: percent })
  .refine(({ refuseBelow, caveatBelow }) => refuseBelow <= caveatBelow, {
    path: ["caveatBelow"],
    message: "It cannot be lower than where answers are refused.",
  });

/** How sure the search must be. Held by the next question. */
export function ThresholdsForm({ settings }: { readonly settings: KnowledgeSettings }) {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  const { form, busy, failure, onSubmit } = useApiForm({
    schema,
    initialValues: { refuseBelow: settings.refuseBelow, caveatBelow: settings.caveatBelow },
    send: async (body) => {
      const saved = await unwrap(
        api.PATCH("/api/workspaces/{workspaceId}/knowledge/settings", {
          params: { path: { workspaceId } },
          body,
        }),
      );
      client.setQueryData(knowledgeSettingsQuery(workspaceId).queryKey, saved);
      toast.done("The settings are saved");
    },
  });
  return (
    <FormStack onSubmit={onSubmit}>
      <FormFailure problem={failure} />
      <NumberInput
        size="md"
        label="Say that it is not in the documents"
        description="When the best passages fit the question less than this. Lower answers more, higher invents less."
        min={0}
        max={100}
        allowDecimal={false}
        clampBehavior="none"
        suffix=" %"
        {...form.getInputProps("refuseBelow")}
      />
      <NumberInput
        size="md"
        label="Answer with a caveat"
        description="Up to this. Above it the answer stands by itself."
        min={0}
        max={100}
        allowDecimal={false}
        clampBehavior="none"
        suffix=" %"
        {...form.getInputProps("caveatBelow")}
      />
      <Button type="submit" size="md" loading={busy}>
        Save
      </Button>
    </FormStack>
  );
}
