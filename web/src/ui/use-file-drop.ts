import { type DragEvent, useRef, useState } from "react";

export interface FileDrop {
  readonly dragging: boolean;
  readonly handlers: {
    readonly onDragEnter: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

/**
 * Takes files dropped anywhere on the region. Dragged text is left to the field under it.
 * @param onDrop must read what it needs in its own turn: browsers empty the transfer after it
 */
export function useFileDrop(onDrop: (transfer: DataTransfer) => void, enabled: boolean): FileDrop {
  const [dragging, setDragging] = useState(false);
  // Entering a child comes before leaving its parent, so the depth says whether the pointer is inside.
  const depth = useRef(0);
  const holdsFiles = (event: DragEvent) => enabled && event.dataTransfer.types.includes("Files");
  const end = () => {
    depth.current = 0;
    setDragging(false);
  };
  return {
    dragging,
    handlers: {
      onDragEnter: (event) => {
        if (!holdsFiles(event)) return;
        depth.current += 1;
        setDragging(true);
      },
      onDragOver: (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
      },
      onDragLeave: (event) => {
        if (!holdsFiles(event)) return;
        depth.current -= 1;
        if (depth.current <= 0) end();
      },
      onDrop: (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        end();
        onDrop(event.dataTransfer);
      },
    },
  };
}
