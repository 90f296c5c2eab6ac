import { lazy, Suspense, useState } from "react";
import type { CollectionDialogProps } from "./collections/collection-dialog.tsx";
import type { AddWebsiteDialogProps } from "./sources/add-website-dialog.tsx";

const LazyCollection = lazy(() =>
  import("./collections/collection-dialog.tsx").then((module) => ({ default: module.CollectionDialog })),
);
const LazyWebsite = lazy(() =>
  import("./sources/add-website-dialog.tsx").then((module) => ({ default: module.AddWebsiteDialog })),
);

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
