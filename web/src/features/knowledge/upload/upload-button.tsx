import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconFiles, IconFolder, IconUpload } from "@tabler/icons-react";
import { type ChangeEvent, type ReactNode, useRef } from "react";
import { IconButton } from "../../../ui/icon-button.tsx";
import { pickedFiles } from "./dropped-files.ts";
import type { ChosenFile } from "./upload-rules.ts";

export interface UploadButtonProps {
  readonly onFiles: (files: readonly ChosenFile[]) => void;
  /** Only the icon, as on a phone. */
  readonly compact?: boolean;
  readonly size?: "xs" | "sm";
  readonly label?: string;
}

/** Opens the choice between files and a folder. */
export function UploadButton({ onFiles, compact = false, size = "xs", label = "Upload" }: UploadButtonProps) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const target: ReactNode = compact ? (
    <IconButton label={label} variant="filled" color="accent">
      <IconUpload size={18} aria-hidden />
    </IconButton>
  ) : (
    <Button
      size={size}
      leftSection={<IconUpload size={16} aria-hidden />}
      rightSection={<IconChevronDown size={14} aria-hidden />}
    >
      {label}
    </Button>
  );
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    onFiles(pickedFiles([...(event.currentTarget.files ?? [])]));
    // The same file may be picked again.
    event.currentTarget.value = "";
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>{target}</Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFiles size={16} aria-hidden />} onClick={() => files.current?.click()}>
            Files
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFolder size={16} aria-hidden />}
            onClick={() => folder.current?.click()}
          >
            A folder with all in it
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <input ref={files} type="file" multiple hidden aria-label="Files to upload" onChange={take} />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        aria-label="Folder to upload"
        onChange={take}
        {...{ webkitdirectory: "" }}
      />
    </>
  );
}
