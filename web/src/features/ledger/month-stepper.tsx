import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { IconButton } from "../../ui/icon-button.tsx";
import { type Month, monthName, shiftMonth } from "./month.ts";
import classes from "./month-stepper.module.css";

export interface MonthStepperProps {
  readonly month: Month;
  /** The present month: later ones have nothing to show. */
  readonly latest: Month;
  readonly onChange: (month: Month) => void;
}

export function MonthStepper({ month, latest, onChange }: MonthStepperProps) {
  return (
    <div className={classes.stepper}>
      <IconButton label="The month before" onClick={() => onChange(shiftMonth(month, -1))}>
        <IconChevronLeft size={16} />
      </IconButton>
      <span className={classes.name} title="Months and days are counted in UTC">
        {monthName(month)}
      </span>
      <IconButton
        label="The month after"
        disabled={month >= latest}
        onClick={() => onChange(shiftMonth(month, 1))}
      >
        <IconChevronRight size={16} />
      </IconButton>
    </div>
  );
}
