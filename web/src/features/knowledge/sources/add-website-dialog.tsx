import { Group, NumberInput, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { addWebSourceInput } from "../../../../../src/modules/websites/contract.ts";
import { FormFailure } from "../../../api/form-failure.tsx";
import { collectionsQuery } from "../../../api/queries.ts";
import { toast } from "../../../api/toast.ts";
import { useApiForm } from "../../../api/use-api-form.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import { Dialog, FormActions } from "../../../ui/confirm-dialog.tsx";
import { FormStack } from "../../../ui/form-stack.tsx";
import { useAddSource } from "../data/source-queries.ts";
import type { WebSource } from "../types.ts";
import { addressWords, MODES, REPEATS } from "./source-words.ts";

export interface AddWebsiteDialogProps {
  /** The collection that is open, if one is. */
  readonly collectionId: string | undefined;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function AddWebsiteDialog({ collectionId, opened, onClose }: AddWebsiteDialogProps) {
  const { id } = useWorkspace();
  const { data } = useQuery(collectionsQuery(id));
  const collections = (data?.items ?? []).filter(({ readable }) => readable);
  return (
    <Dialog title="Add a website" opened={opened} onClose={onClose} width={460}>
      <WebsiteForm
        key={collections.length === 0 ? "none" : "some"}
        collections={collections.map(({ id: value, name }) => ({ value, label: name }))}
        collectionId={collectionId ?? collections[0]?.id ?? ""}
        onClose={onClose}
      />
    </Dialog>
  );
}

const schema = z.object({
  url: addWebSourceInput.shape.url,
  mode: z.enum(["page", "sitemap", "crawl"]),
  maxDepth: z.number("Give a number from 0 to 10.").int().min(0).max(10, "At most 10."),
  maxPages: z.number("Give a number from 1 to 5,000.").int().min(1).max(5_000, "At most 5,000."),
  repeat: z.string(),
  collectionId: z.string().min(1, "Choose a collection."),
});

interface Values extends Record<string, unknown> {
  url: string;
  mode: WebSource["mode"];
  maxDepth: number;
  maxPages: number;
  repeat: string;
  collectionId: string;
}

interface WebsiteFormProps {
  readonly collections: readonly { readonly value: string; readonly label: string }[];
  readonly collectionId: string;
  readonly onClose: () => void;
}

function WebsiteForm({ collections, collectionId, onClose }: WebsiteFormProps) {
  const { id: workspaceId } = useWorkspace();
  const add = useAddSource();
  const { form, busy, failure, onSubmit } = useApiForm<Values>({
    schema,
    initialValues: { url: "", mode: "page", maxDepth: 2, maxPages: 100, repeat: "", collectionId },
    draft: { key: `website:${workspaceId}`, fields: ["url"] },
    send: async ({ repeat, ...values }) => {
      await add.mutateAsync({ ...values, everyHours: repeat === "" ? null : Number(repeat) });
      toast.done(`${addressWords(values.url)} is being read`);
      onClose();
    },
  });
  const { mode } = form.values;
  return (
    <FormStack onSubmit={onSubmit}>
      <FormFailure problem={failure} />
      <TextInput
        size="md"
        label="Address"
        type="url"
        inputMode="url"
        placeholder={mode === "sitemap" ? "https://example.com/sitemap.xml" : "https://example.com/help"}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps("url")}
      />
      <Radio.Group label="What to read" {...form.getInputProps("mode")}>
        <Stack gap={8} mt={4}>
          {MODES.map(({ value, label }) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      {mode === "page" ? null : (
        <Group gap={16} grow align="flex-start">
          {mode === "crawl" ? (
            <NumberInput
              size="md"
              label="Links deep"
              min={0}
              max={10}
              allowDecimal={false}
              {...form.getInputProps("maxDepth")}
            />
          ) : null}
          <NumberInput
            size="md"
            label="Pages at most"
            min={1}
            max={5_000}
            allowDecimal={false}
            thousandSeparator=","
            {...form.getInputProps("maxPages")}
          />
        </Group>
      )}
      <Select
        size="md"
        label="Read it again"
        description="Only pages that have changed are read anew."
        allowDeselect={false}
        data={[...REPEATS]}
        {...form.getInputProps("repeat")}
      />
      {collections.length > 1 ? (
        <Select
          size="md"
          label="Into the collection"
          searchable
          allowDeselect={false}
          data={[...collections]}
          {...form.getInputProps("collectionId")}
        />
      ) : null}
      <FormActions verb="Add it" busy={busy} onCancel={onClose} />
    </FormStack>
  );
}
