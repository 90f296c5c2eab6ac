import { CloseButton } from "@mantine/core";
import type { ReactNode } from "react";
import { Banner, type Meaning } from "../../../ui/banner.tsx";
import classes from "./dock.module.css";

export interface DockProps {
  readonly meaning: Meaning;
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly end?: ReactNode;
  /** `strip` takes one line where it can. */
  readonly shape?: "box" | "strip";
  readonly onClose?: (() => void) | undefined;
}

/** Something that stands in the way of a question, on top of the composer and sharing its border. */
export function Dock({ meaning, icon, title, children, action, end, shape = "strip", onClose }: DockProps) {
  return (
    <div className={classes.dock} data-closes={onClose !== undefined}>
      <Banner
        meaning={meaning}
        shape={shape}
        icon={icon}
        title={title}
        actions={action}
        end={end}
        className={classes.banner}
      >
        {children}
      </Banner>
      {onClose ? (
        <CloseButton className={classes.close} size="sm" aria-label="Close" onClick={onClose} />
      ) : null}
    </div>
  );
}
