import { Menu } from "@mantine/core";
import {
  IconBan,
  IconDots,
  IconDownload,
  IconExternalLink,
  IconRefresh,
  IconReplace,
  IconTrash,
} from "@tabler/icons-react";
import { useWorkspace } from "../../../api/workspace.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { useCancelDocument, useRetryDocument } from "../data/document-queries.ts";
import type { Document } from "../types.ts";
import { isWorking } from "./document-words.ts";

export interface DocumentActionsProps {
  readonly document: Document;
  /** `null` where the person may not. */
  readonly onReplace: ((document: Document) => void) | null;
  readonly onDelete: ((document: Document) => void) | null;
  readonly uses: boolean;
  /** Icon that opens the menu, pixels. */
  readonly size?: 16 | 18;
}

/** What can be done with a document, in the order in which people want it. */
export function DocumentActions({ document, onReplace, onDelete, uses, size = 16 }: DocumentActionsProps) {
  const retry = useRetryDocument();
  const cancel = useCancelDocument();
  const { id: workspaceId } = useWorkspace();
  const originalOf = (id: string) => `/api/workspaces/${workspaceId}/knowledge/documents/${id}/file`;
  const { state, url, sourceId } = document;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label={`Actions for ${document.name}`}>
          <IconDots size={size} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {url === null ? (
          <Menu.Item
            component="a"
            href={originalOf(document.id)}
            download
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Download the original
          </Menu.Item>
        ) : (
          <Menu.Item
            component="a"
            href={url}
            target="_blank"
            rel="noreferrer"
            leftSection={<IconExternalLink size={16} aria-hidden />}
          >
            Open the web page
          </Menu.Item>
        )}
        {uses && isWorking(state) ? (
          <Menu.Item leftSection={<IconBan size={16} aria-hidden />} onClick={() => cancel.mutate(document)}>
            Stop reading it
          </Menu.Item>
        ) : null}
        {uses && !isWorking(state) ? (
          <Menu.Item
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => retry.mutate(document)}
          >
            Read it again
          </Menu.Item>
        ) : null}
        {onReplace && sourceId === null ? (
          <Menu.Item leftSection={<IconReplace size={16} aria-hidden />} onClick={() => onReplace(document)}>
            Replace with a new version
          </Menu.Item>
        ) : null}
        {onDelete ? (
          <Menu.Item
            data-danger
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => onDelete(document)}
          >
            Delete
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
