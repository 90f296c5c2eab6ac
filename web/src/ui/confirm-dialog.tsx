import { Button, type ButtonProps, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./confirm-dialog.module.css";

export interface DialogProps {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Pixels. */
  readonly width?: number;
}

/** A window above the page. Escape and the scrim close it; the focus returns to where it was. */
export function Dialog({ title, opened, onClose, children, width = 440 }: DialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={width}>
      {children}
    </Modal>
  );
}

/** The buttons at the foot of a dialog. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>;
}

export interface FormActionsProps {
  readonly verb: string;
  readonly busy: boolean;
  readonly onCancel: () => void;
}

/** The same under a form: the verb sends it. */
export function FormActions({ verb, busy, onCancel }: FormActionsProps) {
  return (
    <DialogActions>
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
      <Button type="submit" loading={busy}>
        {verb}
      </Button>
    </DialogActions>
  );
}

export interface ConfirmDialogProps extends Omit<DialogProps, "width"> {
  /** The verb on the button: "Remove Ruth". */
  readonly verb: string;
  readonly onConfirm: () => void;
  readonly busy?: boolean;
  readonly danger?: boolean;
}

/** Asks before what cannot be undone. */
export function ConfirmDialog({
  verb,
  onConfirm,
  busy = false,
  danger = true,
  children,
  ...dialog
}: ConfirmDialogProps) {
  const colour: ButtonProps = danger ? { variant: "filled", className: classes.danger ?? "" } : {};
  return (
    <Dialog {...dialog}>
      <div className={classes.text}>{children}</div>
      <DialogActions>
        <Button variant="default" onClick={dialog.onClose}>
          Cancel
        </Button>
        <Button {...colour} loading={busy} onClick={onConfirm} data-autofocus>
          {verb}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
