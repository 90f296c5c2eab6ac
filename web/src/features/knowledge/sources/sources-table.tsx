import { Menu } from "@mantine/core";
import {
  IconBan,
  IconDots,
  IconExternalLink,
  IconListDetails,
  IconRefresh,
  IconTrash,
} from "@tabler/icons-react";
import { CellCaption, type Column, DataTable, type MoreRows } from "../../../ui/data-table.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { RelativeTime } from "../../../ui/relative-time.tsx";
import { StatusDot } from "../../../ui/status-dot.tsx";
import { WorkProgress } from "../../../ui/work-progress.tsx";
import { useCancelSource, useRecrawlSource } from "../data/source-queries.ts";
import type { WebSource } from "../types.ts";
import { addressWords, modeWords, repeatWords, sourceState } from "./source-words.ts";

export interface SourcesTableProps {
  readonly sources: readonly WebSource[];
  readonly collectionName: (collectionId: string) => string;
  readonly more: MoreRows;
  readonly stale: boolean;
  readonly onShowPages: (source: WebSource) => void;
  /** Null where the person may not. */
  readonly onRemove: ((source: WebSource) => void) | null;
}

export function SourcesTable({
  sources,
  collectionName,
  more,
  stale,
  onShowPages,
  onRemove,
}: SourcesTableProps) {
  const actions = (source: WebSource) => (
    <SourceActions source={source} onShowPages={onShowPages} onRemove={onRemove} />
  );
  const columns: Column<WebSource>[] = [
    {
      key: "url",
      head: "Website",
      kind: "main",
      render: (source) => (
        <>
          <span title={source.url}>{addressWords(source.url)}</span>
          <CellCaption>
            {modeWords(source.mode)}, to {collectionName(source.collectionId)}
          </CellCaption>
        </>
      ),
    },
    { key: "state", head: "State", width: "30%", render: (source) => <State source={source} /> },
    {
      key: "last",
      head: "Last visit",
      width: "13%",
      render: (source) => (source.lastCrawlAt ? <RelativeTime at={source.lastCrawlAt} /> : "not yet"),
    },
    {
      key: "repeat",
      head: "Read again",
      width: "16%",
      wideOnly: true,
      render: (source) => (
        <>
          {repeatWords(source.everyHours)}
          {source.nextCrawlAt ? (
            <CellCaption>
              next <RelativeTime at={source.nextCrawlAt} />
            </CellCaption>
          ) : null}
        </>
      ),
    },
    { key: "actions", head: "Actions", kind: "actions", render: actions },
  ];
  return (
    <DataTable
      label="Websites"
      tall
      columns={columns}
      rows={sources}
      rowKey={(source) => source.id}
      more={more}
      stale={stale}
      phoneRow={(source) => ({
        title: addressWords(source.url),
        caption: source.failure ? source.failure.message : sourceState(source).text,
        wrap: source.failure !== null,
        action: actions(source),
      })}
    />
  );
}

function State({ source }: { readonly source: WebSource }) {
  const { meaning, text, percent } = sourceState(source);
  if (percent !== null) return <WorkProgress text={text} percent={percent} />;
  return (
    <>
      <StatusDot meaning={meaning}>{text}</StatusDot>
      {source.failure ? <CellCaption wrap>{source.failure.message}</CellCaption> : null}
    </>
  );
}

function SourceActions({
  source,
  onShowPages,
  onRemove,
}: { readonly source: WebSource } & Pick<SourcesTableProps, "onShowPages" | "onRemove">) {
  const recrawl = useRecrawlSource();
  const cancel = useCancelSource();
  const working = source.state === "queued" || source.state === "crawling";
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label={`Actions for ${addressWords(source.url)}`}>
          <IconDots size={16} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={source.url}
          target="_blank"
          rel="noreferrer"
          leftSection={<IconExternalLink size={16} aria-hidden />}
        >
          Open the website
        </Menu.Item>
        <Menu.Item
          leftSection={<IconListDetails size={16} aria-hidden />}
          onClick={() => onShowPages(source)}
        >
          Show its pages
        </Menu.Item>
        {onRemove && working ? (
          <Menu.Item leftSection={<IconBan size={16} aria-hidden />} onClick={() => cancel.mutate(source)}>
            Stop reading it
          </Menu.Item>
        ) : null}
        {onRemove && !working ? (
          <Menu.Item
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => recrawl.mutate(source)}
          >
            Read it again now
          </Menu.Item>
        ) : null}
        {onRemove ? (
          <Menu.Item
            data-danger
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => onRemove(source)}
          >
            Remove
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
