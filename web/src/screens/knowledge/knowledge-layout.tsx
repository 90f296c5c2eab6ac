import { Outlet, useMatchRoute, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useWorkspace } from "../../api/workspace.ts";
import { CollectionsColumn } from "../../features/knowledge/collections/collections-column.tsx";
import { CollectionDialog } from "../../features/knowledge/dialogs.tsx";
import { UploadStrip } from "../../features/knowledge/upload/upload-strip.tsx";
import { Page } from "../../ui/page.tsx";
import { PageBar } from "../../ui/page-bar.tsx";
import { RefusedState } from "../../ui/refused-state.tsx";
import { usePhone } from "../../ui/use-phone.ts";
import classes from "./knowledge.module.css";

export function KnowledgeLayout() {
  const { can } = useWorkspace();
  if (can("knowledge.read")) return <Knowledge />;
  return (
    <Page bar={<PageBar title="Knowledge" />}>
      <RefusedState title="Your role does not include the documents">
        An owner or admin of this workspace can change your role.
      </RefusedState>
    </Page>
  );
}

/** The column of collections, the chosen page, and the uploads under it. On a phone the column is a page. */
function Knowledge() {
  const { slug } = useWorkspace();
  const phone = usePhone();
  const navigate = useNavigate();
  const matchRoute = useMatchRoute();
  const search = useSearch({ strict: false });
  const [creating, setCreating] = useState(false);
  const atDocuments = matchRoute({ to: "/w/$slug/knowledge", params: { slug } }) !== false;
  const listPage = phone && atDocuments && search.list === true;
  const open = (collection: string) =>
    void navigate({ to: "/w/$slug/knowledge", params: { slug }, search: { collection } });
  return (
    <>
      {phone && !listPage ? null : (
        <CollectionsColumn
          chosen={search.collection}
          atDocuments={atDocuments && !listPage}
          onCreate={() => setCreating(true)}
        />
      )}
      {listPage ? null : (
        <div className={classes.region}>
          <Outlet />
          <UploadStrip />
        </div>
      )}
      <CollectionDialog
        key={String(creating)}
        collection={null}
        opened={creating}
        onClose={() => setCreating(false)}
        onSaved={({ id }) => open(id)}
      />
    </>
  );
}
