import { Button } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import "@mantine/notifications/styles.layer.css";
import classes from "./toasts.module.css";

/** Where toasts appear. Mounted once. */
export function Toasts() {
  return (
    <Notifications
      position="bottom-right"
      limit={4}
      autoClose={5000}
      className={classes.place}
      transitionDuration={120}
    />
  );
}

export interface ToastContent {
  readonly meaning: "ok" | "error";
  readonly text: string;
  readonly detail?: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Failures stay until they are closed; the rest goes after a while. */
export function showToast({ meaning, text, detail, action }: ToastContent): void {
  const Icon = meaning === "ok" ? IconCheck : IconAlertTriangle;
  const id = notifications.show({
    title: text,
    message: (
      <>
        {detail ? <div>{detail}</div> : null}
        {action ? (
          <Button
            variant="default"
            size="xs"
            mt={8}
            onClick={() => {
              action.run();
              notifications.hide(id);
            }}
          >
            {action.label}
          </Button>
        ) : null}
      </>
    ),
    icon: <Icon size={18} aria-hidden />,
    withBorder: false,
    autoClose: meaning === "error" ? false : action ? 10_000 : 5000,
    role: meaning === "error" ? "alert" : "status",
    className: `${classes.toast} ${meaning === "error" ? classes.error : classes.ok}`,
    closeButtonProps: { "aria-label": "Close" },
  });
}
