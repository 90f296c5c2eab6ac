import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { modelsQuery } from "../../api/queries.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { CodeBlock } from "../../ui/code-block.tsx";
import { clientSnippet, SNIPPET_LANGUAGES } from "./client-snippets.ts";

const BUILT_IN_MODEL = "parley/local";

/** How to call this installation with a key, in three languages. */
export function Snippets({ secret }: { readonly secret: string }) {
  const { id } = useWorkspace();
  const { data } = useQuery(modelsQuery(id));
  const [chosen, setChosen] = useState<string>("curl");
  const language = SNIPPET_LANGUAGES.find((one) => one === chosen) ?? "curl";
  const ready = data?.items.filter((model) => model.available) ?? [];
  const model = (ready.find((one) => one.isDefault) ?? ready[0])?.id ?? BUILT_IN_MODEL;
  return (
    <div>
      <SegmentedControl
        size="xs"
        mb={8}
        aria-label="Language of the example"
        data={[...SNIPPET_LANGUAGES]}
        value={language}
        onChange={setChosen}
      />
      <CodeBlock
        code={clientSnippet(language, { origin: location.origin, secret, model })}
        copyLabel={`Copy the ${language} example`}
      />
    </div>
  );
}
