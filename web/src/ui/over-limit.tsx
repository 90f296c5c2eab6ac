import { IconCoins } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Banner } from "./banner.tsx";

export interface OverLimitProps {
  /** What it takes against what there is: "This question takes about 9.6 PT; the workspace has 5.7 PT left". */
  readonly title: string;
  /** What was not done and what is kept. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** A cheaper way. */
  readonly end?: ReactNode;
  readonly className?: string;
}

/** The wall: what it takes, the ways past it. Docks on top of a composer as well. */
export function OverLimit({ title, children, actions, end, className }: OverLimitProps) {
  return (
    <Banner
      meaning="error"
      title={title}
      actions={actions}
      end={end}
      icon={<IconCoins size={20} aria-hidden />}
      className={className}
    >
      {children}
    </Banner>
  );
}
