import { Dialog } from "../../ui/confirm-dialog.tsx";
import { KeyCaps } from "../../ui/key-cap.tsx";
import { type Shortcut, useShortcuts } from "../../ui/shortcuts.ts";
import { closeShortcutList, useOverlay } from "./palette-state.ts";
import classes from "./shortcut-list.module.css";

/** Every key that works on the page that is open. */
export function ShortcutList() {
  const { shortcuts: opened } = useOverlay();
  const shortcuts = useShortcuts();
  const groups = Map.groupBy(shortcuts, (shortcut: Shortcut) => shortcut.group);
  return (
    <Dialog title="Keyboard shortcuts" opened={opened} onClose={closeShortcutList} width={480}>
      {[...groups].map(([group, members]) => (
        <section key={group} className={classes.group}>
          <h3 className={classes.title}>{group}</h3>
          <dl className={classes.list}>
            {members.map((shortcut) => (
              <div key={`${shortcut.keys} ${shortcut.label}`} className={classes.row}>
                <dt>{shortcut.label}</dt>
                <dd>
                  <span className="visually-hidden">{shortcut.keys}</span>
                  <KeyCaps keys={shortcut.keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
