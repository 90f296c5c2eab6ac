import type { ReactNode } from "react";
import { useWorkspace } from "../../api/workspace.ts";
import { BackLink } from "../../ui/back-link.tsx";
import { Page, type PageProps } from "../../ui/page.tsx";
import { PageBar, type PageBarProps } from "../../ui/page-bar.tsx";

export interface SettingsPageProps
  extends Pick<PageBarProps, "caption" | "actions">,
    Pick<PageProps, "width"> {
  readonly title: string;
  /** Under the bar, above the scroll: filters. */
  readonly top?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the settings, with the way back to the list on a phone. */
export function SettingsPage({ title, top, children, width = "reading", ...bar }: SettingsPageProps) {
  const { slug } = useWorkspace();
  return (
    <Page
      width={width}
      bar={
        <>
          <PageBar
            {...bar}
            title={title}
            back={<BackLink to="/w/$slug/settings" params={{ slug }} label="Settings" />}
          />
          {top}
        </>
      }
    >
      {children}
    </Page>
  );
}
