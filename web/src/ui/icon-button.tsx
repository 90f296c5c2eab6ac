import { ActionIcon, type ActionIconProps, Tooltip } from "@mantine/core";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";

export interface IconButtonProps
  extends Omit<ActionIconProps, "children">,
    Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof ActionIconProps | "children"> {
  readonly ref?: Ref<HTMLButtonElement>;
  /** Spoken and shown as tooltip. */
  readonly label: string;
  /** A key or two shown in the tooltip: "Ctrl K". */
  readonly keys?: string;
  readonly chosen?: boolean;
  readonly children: ReactNode;
}

/** An icon that says what it does. 28 px, 36 on a phone. */
export function IconButton({ label, keys, chosen = false, children, ...button }: IconButtonProps) {
  return (
    <Tooltip label={keys ? `${label} · ${keys}` : label}>
      <ActionIcon type="button" aria-label={label} {...(chosen ? { "data-chosen": true } : {})} {...button}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
