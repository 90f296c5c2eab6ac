import { lazy, Suspense, useState } from "react";
import { whenReached } from "../../api/when-reached.ts";
import type { CollectionDialogProps } from "./collections/collection-dialog.tsx";
import type { AddWebsiteDialogProps } from "./sources/add-website-dialog.tsx";

const LazyCollection = lazy(async () => ({
  default: (await whenReached(() => import("./collections/collection-dialog.tsx"))).CollectionDialog,
}));
const LazyWebsite = lazy(async () => ({
  default: (await whenReached(() => import("./sources/add-website-dialog.tsx"))).AddWebsiteDialog,
}));

/** Forms and their schemas weigh more than the pages that open them: their code comes with the first opening. */
export function CollectionDialog(props: CollectionDialogProps) {
  return useWanted(props.opened) ? (
    <Suspense fallback={null}>
      <LazyCollection {...props} />
    </Suspense>
  ) : null;
}

export function AddWebsiteDialog(props: AddWebsiteDialogProps) {
  return useWanted(props.opened) ? (
    <Suspense fallback={null}>
      <LazyWebsite {...props} />
    </Suspense>
  ) : null;
}

/** True from the first opening on, so that closing can be seen. */
function useWanted(opened: boolean): boolean {
  const [wanted, setWanted] = useState(opened);
  if (opened && !wanted) setWanted(true);
  return wanted || opened;
}
