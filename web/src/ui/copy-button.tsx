import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { IconButton } from "./icon-button.tsx";

export interface CopyButtonProps {
  readonly value: string;
  readonly label: string;
  /** `small` beside captions, `icon` in bars and rows, `text` with its label written out. */
  readonly size?: "small" | "icon" | "text";
}

/** Copies and says that it did. */
export function CopyButton({ value, label, size = "icon" }: CopyButtonProps) {
  const clipboard = useClipboard({ timeout: 2000 });
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  const spoken = clipboard.copied ? "Copied" : label;
  if (size === "text") {
    return (
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon size={16} />}
        onClick={() => clipboard.copy(value)}
      >
        {spoken}
      </Button>
    );
  }
  return (
    <IconButton
      label={spoken}
      onClick={() => clipboard.copy(value)}
      {...(size === "small" ? { size: 20 } : {})}
    >
      <Icon size={size === "small" ? 14 : 16} />
    </IconButton>
  );
}
