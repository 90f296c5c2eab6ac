import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { IconButton } from "./icon-button.tsx";

export interface CopyButtonProps {
  readonly value: string;
  readonly label: string;
  /** `icon` in bars and rows, `text` with its label written out. */
  readonly size?: "icon" | "text";
}

/** Copies and says that it did. */
export function CopyButton({ value, label, size = "icon" }: CopyButtonProps) {
  const clipboard = useClipboard({ timeout: 2000 });
  const icon = clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />;
  const spoken = clipboard.copied ? "Copied" : label;
  const copy = () => clipboard.copy(value);
  if (size === "icon") {
    return (
      <IconButton label={spoken} onClick={copy}>
        {icon}
      </IconButton>
    );
  }
  return (
    <Button variant="default" size="xs" leftSection={icon} onClick={copy}>
      {spoken}
    </Button>
  );
}
