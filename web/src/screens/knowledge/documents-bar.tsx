import { Button, Menu } from "@mantine/core";
import { IconDots, IconLock, IconPencil, IconTrash, IconWorld } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useWorkspace } from "../../api/workspace.ts";
import { DeleteCollectionDialog } from "../../features/knowledge/collections/delete-collection-dialog.tsx";
import { AddWebsiteDialog, CollectionDialog } from "../../features/knowledge/dialogs.tsx";
import type { Collection } from "../../features/knowledge/types.ts";
import { UploadButton } from "../../features/knowledge/upload/upload-button.tsx";
import type { ChosenFile } from "../../features/knowledge/upload/upload-rules.ts";
import { BackLink } from "../../ui/back-link.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { PageBar } from "../../ui/page-bar.tsx";
import { usePhone } from "../../ui/use-phone.ts";

export interface DocumentsBarProps {
  readonly collection: Collection | undefined;
  /** The collection that the address names, also before it is known. */
  readonly chosen: string | undefined;
  /** Null where the person may not add. */
  readonly onFiles: ((files: readonly ChosenFile[]) => void) | null;
}

/** What is shown, who may read it, and the ways to add to it. */
export function DocumentsBar({ collection, chosen, onFiles }: DocumentsBarProps) {
  const { slug, can } = useWorkspace();
  const phone = usePhone();
  const [adding, setAdding] = useState(false);
  const title = chosen === undefined ? "All documents" : (collection?.name ?? "Collection");
  const restricted = collection?.access === "restricted";
  return (
    <>
      <PageBar
        title={title}
        caption={
          restricted ? (
            <>
              <IconLock size={14} aria-hidden style={{ verticalAlign: -2 }} /> restricted
            </>
          ) : null
        }
        back={
          <BackLink
            to="/w/$slug/knowledge"
            params={{ slug }}
            search={{ list: true }}
            label="the collections"
          />
        }
        actions={
          <>
            {collection && can("knowledge.manage") ? <CollectionMenu collection={collection} /> : null}
            {can("knowledge.manage") ? (
              phone ? (
                <IconButton label="Add a website" onClick={() => setAdding(true)}>
                  <IconWorld size={20} aria-hidden />
                </IconButton>
              ) : (
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconWorld size={16} aria-hidden />}
                  onClick={() => setAdding(true)}
                >
                  Add a website
                </Button>
              )
            ) : null}
            {onFiles ? <UploadButton onFiles={onFiles} compact={phone} /> : null}
          </>
        }
      />
      <AddWebsiteDialog
        key={chosen ?? ""}
        collectionId={chosen}
        opened={adding}
        onClose={() => setAdding(false)}
      />
    </>
  );
}

function CollectionMenu({ collection }: { readonly collection: Collection }) {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const [open, setOpen] = useState<"change" | "delete" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <IconButton label={`Actions for the collection ${collection.name}`}>
            <IconDots size={18} aria-hidden />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpen("change")}>
            Name and access
          </Menu.Item>
          <Menu.Item
            data-danger
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => setOpen("delete")}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <CollectionDialog
        key={`${collection.id} ${open === "change"}`}
        collection={collection}
        opened={open === "change"}
        onClose={close}
        onSaved={() => undefined}
      />
      <DeleteCollectionDialog
        collection={collection}
        opened={open === "delete"}
        onClose={close}
        onDeleted={() => void navigate({ to: "/w/$slug/knowledge", params: { slug } })}
      />
    </>
  );
}
