import { Button } from "@mantine/core";
import { IconBook } from "@tabler/icons-react";
import { useWorkspace } from "../../../api/workspace.ts";
import { useLoadSamples } from "../data/sample-queries.ts";

/** One click adds the sample handbook. Only for those who may. */
export function SampleButton() {
  const { can } = useWorkspace();
  const load = useLoadSamples();
  if (!can("knowledge.manage")) return null;
  return (
    <Button
      mt={12}
      variant="default"
      leftSection={<IconBook size={16} aria-hidden />}
      loading={load.isPending}
      onClick={() => load.mutate()}
    >
      Try it with sample documents
    </Button>
  );
}
