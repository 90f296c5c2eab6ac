import { UnstyledButton } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import classes from "./reference.module.css";

/** A request id to quote when asking for help. No tooltip library: this belongs to the first load. */
export function Reference({ value }: { readonly value: string }) {
  const clipboard = useClipboard({ timeout: 2000 });
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  const label = clipboard.copied ? "Copied" : "Copy the reference";
  return (
    <span className={classes.reference}>
      Reference <code className={classes.code}>{value}</code>
      <UnstyledButton
        className={classes.copy}
        aria-label={label}
        title={label}
        onClick={() => clipboard.copy(value)}
      >
        <Icon size={14} aria-hidden />
      </UnstyledButton>
    </span>
  );
}
