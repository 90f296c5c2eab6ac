import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./banner.module.css";

export type Meaning = "info" | "ok" | "warn" | "error";

const ICONS = {
  info: IconInfoCircle,
  ok: IconCircleCheck,
  warn: IconAlertTriangle,
  error: IconAlertTriangle,
};

export interface BannerProps {
  readonly meaning: Meaning;
  /** What happened. */
  readonly title: ReactNode;
  /** What follows from it. */
  readonly children?: ReactNode;
  /** One action, at most two. */
  readonly actions?: ReactNode;
  /** At the far right of the actions: a reference. */
  readonly end?: ReactNode;
  readonly icon?: ReactNode;
  /** `strip` runs from edge to edge under a bar. */
  readonly shape?: "box" | "strip";
  readonly className?: string | undefined;
}

/** Something the person must know, in the tint of its meaning. Errors are announced at once. */
export function Banner({
  meaning,
  title,
  children,
  actions,
  end,
  icon,
  shape = "box",
  className,
}: BannerProps) {
  const Icon = ICONS[meaning];
  return (
    <div
      className={`${classes.banner}${className ? ` ${className}` : ""}`}
      data-meaning={meaning}
      data-shape={shape}
      role={meaning === "error" ? "alert" : "status"}
    >
      <span className={classes.icon}>{icon ?? <Icon size={20} aria-hidden />}</span>
      <div className={classes.body}>
        <div className={classes.title}>{title}</div>
        {children ? <div className={classes.text}>{children}</div> : null}
        {actions || end ? (
          <div className={classes.actions}>
            {actions}
            {end ? <span className={classes.end}>{end}</span> : null}
          </div>
        ) : null}
      </div>
    </div>
  );
}
