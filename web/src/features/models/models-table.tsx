import type { Model } from "../../api/types.ts";
import { CellCaption, type Column, DataTable } from "../../ui/data-table.tsx";
import { pricePerThousand } from "../../ui/pt.ts";
import { StatusDot } from "../../ui/status-dot.tsx";
import classes from "./models.module.css";
import { tokensText } from "./tokens-text.ts";

const CAPABILITIES = [
  ["tools", "tools"],
  ["images", "images"],
  ["reasoning", "reasoning"],
  ["json", "JSON"],
] as const;

export interface ModelsTableProps {
  readonly models: readonly Model[];
  /** The id of the model that new conversations start with. */
  readonly chosen: string | null;
  readonly stale: boolean;
}

/** Every model with its price per 1,000 tokens, and what keeps it from answering. */
export function ModelsTable({ models, chosen, stale }: ModelsTableProps) {
  const explained = firstOfReasons(models);
  const columns: Column<Model>[] = [
    {
      key: "name",
      head: "Model",
      kind: "main",
      width: "30%",
      render: (model) => <Name model={model} chosen={chosen} />,
    },
    { key: "state", head: "State", render: (model) => <State model={model} explained={explained} /> },
    {
      key: "context",
      head: "Context / answer",
      kind: "end",
      width: "140px",
      wideOnly: true,
      render: (model) => `${tokensText(model.contextTokens)} / ${tokensText(model.maxOutputTokens)}`,
    },
    {
      key: "in",
      head: "In, PT",
      kind: "end",
      width: "84px",
      render: (model) => pricePerThousand(model.price.inputPerMillion),
    },
    {
      key: "out",
      head: "Out, PT",
      kind: "end",
      width: "96px",
      render: (model) => pricePerThousand(model.price.outputPerMillion),
    },
  ];
  return (
    <DataTable
      label="Models"
      tall
      columns={columns}
      rows={models}
      rowKey={(model) => model.id}
      stale={stale}
      phoneRow={(model) => ({
        title: model.name,
        wrap: true,
        caption: explained.has(model.id) ? model.reason : model.provider.name,
        end: `${pricePerThousand(model.price.inputPerMillion)} / ${pricePerThousand(model.price.outputPerMillion)}`,
        endCaption: (
          <StatusDot meaning={model.available ? "ok" : "warn"}>
            {model.available ? "Ready" : "Not connected"}
          </StatusDot>
        ),
      })}
    />
  );
}

function Name({ model, chosen }: { readonly model: Model; readonly chosen: string | null }) {
  const isDefault = chosen === null ? model.isDefault : chosen === model.id;
  const can = CAPABILITIES.filter(([name]) => model.capabilities[name]).map(([, word]) => word);
  return (
    <>
      {model.name} {isDefault ? <span className={classes.tag}>default</span> : null}
      <CellCaption>{[model.provider.name, ...can].join(" · ")}</CellCaption>
    </>
  );
}

interface StateProps {
  readonly model: Model;
  /** Ids of the models that say why. */
  readonly explained: ReadonlySet<string>;
}

function State({ model, explained }: StateProps) {
  if (model.available) return <StatusDot meaning="ok">Ready</StatusDot>;
  return (
    <>
      <StatusDot meaning="warn">Not connected</StatusDot>
      {explained.has(model.id) ? <CellCaption wrap>{model.reason}</CellCaption> : null}
    </>
  );
}

/** Models of one provider are mostly kept back by the same: the first of them says so, once. */
function firstOfReasons(models: readonly Model[]): ReadonlySet<string> {
  const firsts = new Map<string, string>();
  for (const { id, available, reason } of models) {
    if (!available && reason !== null && !firsts.has(reason)) firsts.set(reason, id);
  }
  return new Set(firsts.values());
}
