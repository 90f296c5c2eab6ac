import { Combobox } from "@mantine/core";
import { IconCheck, IconLock } from "@tabler/icons-react";
import type { Model } from "../types.ts";
import { contextLabel, priceColumn } from "./model-list.ts";
import classes from "./model-picker.module.css";

export interface ModelOptionProps {
  readonly model: Model;
  readonly chosen: boolean;
  /** Of the whole list, so that prices align. */
  readonly decimals: number;
  /** Under its name: how much fits into it, or why it does not answer. */
  readonly says: "context" | "reason";
}

/** A model with what it costs; with the reason where it does not answer. */
export function ModelOption({ model, chosen, decimals, says }: ModelOptionProps) {
  const { id, name, price, available, reason, contextTokens } = model;
  return (
    <Combobox.Option value={id} disabled={!available} active={chosen} className={classes.option}>
      <span className={classes.mark}>
        {available ? chosen ? <IconCheck size={16} aria-hidden /> : null : <IconLock size={16} aria-hidden />}
      </span>
      <span className={classes.text}>
        <span className={classes.optionName}>{name}</span>
        <span className={classes.caption}>
          {says === "context" ? contextLabel(contextTokens) : (reason ?? "This model is not set up here.")}
        </span>
      </span>
      <span className={classes.column}>{priceColumn(price.inputPerMillion, decimals)}</span>
      <span className={classes.column}>{priceColumn(price.outputPerMillion, decimals)}</span>
    </Combobox.Option>
  );
}
