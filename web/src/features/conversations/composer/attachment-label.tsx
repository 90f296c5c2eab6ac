import { CloseButton } from "@mantine/core";
import { IconFileText } from "@tabler/icons-react";
import classes from "./attachment-label.module.css";
import { sizeLabel } from "./attachment-rules.ts";

export interface AttachmentLabelProps {
  readonly name: string;
  readonly characters: number;
  readonly onRemove?: () => void;
}

/** A text that goes, or went, with a question: its name and size. */
export function AttachmentLabel({ name, characters, onRemove }: AttachmentLabelProps) {
  return (
    <span className={classes.label} data-removable={onRemove !== undefined}>
      <IconFileText size={16} aria-hidden />
      <span className={classes.name} title={name}>
        {name}
      </span>
      <span className={classes.size}>{sizeLabel(characters)}</span>
      {onRemove ? (
        <CloseButton size="xs" iconSize={14} aria-label={`Remove ${name}`} onClick={onRemove} />
      ) : null}
    </span>
  );
}
