import { Modal } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useId, useState } from "react";
import { KeyCaps } from "../../ui/key-cap.tsx";
import classes from "./palette.module.css";
import type { PaletteItem } from "./palette-item.ts";
import { PaletteRow } from "./palette-row.tsx";
import { closePalette, useOverlay } from "./palette-state.ts";
import { usePaletteItems } from "./use-palette-items.ts";

const PAUSE_MS = 200;

/** Ctrl K: go anywhere, find conversations, run actions. */
export function Palette() {
  const { palette: opened } = useOverlay();
  return (
    <Modal.Root
      opened={opened}
      onClose={closePalette}
      size={640}
      yOffset={112}
      classNames={{ body: classes.body ?? "", content: classes.content ?? "" }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Search and actions">
        <Modal.Body>
          <PaletteContent />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function PaletteContent() {
  const listId = useId();
  const [query, setQuery] = useState("");
  const [searched] = useDebouncedValue(query.trim(), PAUSE_MS);
  const [at, setAt] = useState(0);
  const { items, searching } = usePaletteItems(query, searched);
  const chosen = Math.min(at, items.length - 1);
  const run = (item: PaletteItem | undefined) => {
    if (!item) return;
    closePalette();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && items.length > 0) {
      event.preventDefault();
      const next = (chosen + step + items.length) % items.length;
      setAt(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: "nearest" });
    }
    if (event.key === "Enter") {
      event.preventDefault();
      run(items[chosen]);
    }
  };
  return (
    <>
      <div className={classes.search}>
        <IconSearch size={18} aria-hidden />
        <input
          ref={focusAtOnce}
          className={classes.input}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={items.length > 0 ? `${listId}-${chosen}` : undefined}
          aria-label="Search conversations, places and actions"
          placeholder="Search, or run an action"
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={listId} role="listbox" aria-label="Results" className={classes.list} aria-busy={searching}>
        {items.map((item, index) => (
          <PaletteRow
            key={`${item.group} ${item.id}`}
            id={`${listId}-${index}`}
            item={item}
            query={query}
            chosen={index === chosen}
            heading={item.group !== items[index - 1]?.group}
            onHover={() => setAt(index)}
            onRun={() => run(item)}
          />
        ))}
      </div>
      {items.length === 0 && !searching ? <p className={classes.none}>Nothing is called that.</p> : null}
      <PaletteFooter />
    </>
  );
}

/** The dialog waits for its appearance before it gives the focus; people type on. */
function focusAtOnce(field: HTMLInputElement | null): void {
  field?.focus();
}

function PaletteFooter() {
  return (
    <div className={classes.footer} aria-hidden>
      <span>
        <KeyCaps keys="↑ ↓" /> move
      </span>
      <span>
        <KeyCaps keys="Enter" /> open
      </span>
      <span className={classes.last}>
        <KeyCaps keys="?" /> all shortcuts
      </span>
    </div>
  );
}
