import { KeyCaps } from "../../ui/key-cap.tsx";
import { withPlaces } from "../../ui/with-places.ts";
import classes from "./palette.module.css";
import type { PaletteItem } from "./palette-item.ts";
import { markMatches } from "./palette-match.ts";

interface PaletteRowProps {
  readonly id: string;
  readonly item: PaletteItem;
  readonly query: string;
  readonly chosen: boolean;
  /** The first of its group: the group's name stands above it. */
  readonly heading: boolean;
  readonly onHover: () => void;
  readonly onRun: () => void;
}

export function PaletteRow({ id, item, query, chosen, heading, onHover, onRun }: PaletteRowProps) {
  const Icon = item.icon;
  return (
    <>
      {heading ? (
        <div className={classes.group} role="presentation">
          {item.group}
        </div>
      ) : null}
      {/* The focus stays in the field, which moves through the options by aria-activedescendant. */}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={chosen}
        className={classes.row}
        onMouseMove={chosen ? undefined : onHover}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onRun}
        onKeyDown={undefined}
      >
        <Icon size={18} aria-hidden />
        <span className={classes.label}>
          {withPlaces(markMatches(item.label, query)).map(({ place, item: part }) =>
            part.matched ? <b key={place}>{part.text}</b> : part.text,
          )}
        </span>
        {item.caption ? <span className={classes.caption}>{item.caption}</span> : null}
        <span className={classes.keys}>{item.keys ? <KeyCaps keys={item.keys} /> : null}</span>
      </div>
    </>
  );
}
