import { Combobox, UnstyledButton, useCombobox } from "@mantine/core";
import { IconChevronDown, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { pricePerThousand } from "../../../ui/pt.ts";
import { groupLabel, groupModels, priceDecimals } from "./model-list.ts";
import { ModelOption } from "./model-option.tsx";
import classes from "./model-picker.module.css";
import type { ModelChoice } from "./use-model-choice.ts";

/** Chooses the model: by provider, with prices in columns. Models that do not answer stay readable and say why. */
export function ModelPicker({ models, model, choose, loading }: ModelChoice) {
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch("");
    },
  });
  const groups = groupModels(models, search);
  const decimals = priceDecimals(models);
  const submit = (id: string) => {
    choose(id);
    combobox.closeDropdown();
    combobox.focusTarget();
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={submit}
      width={432}
      position="top-start"
      shadow="md"
      withinPortal
      classNames={{ groupLabel: classes.group ?? "" }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <UnstyledButton
          className={classes.trigger}
          aria-haspopup="dialog"
          aria-expanded={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
        >
          <span className="visually-hidden">Model: </span>
          <span className={classes.name}>{model?.name ?? (loading ? "Model" : "No model answers")}</span>
          {model ? (
            <span className={classes.price}>
              {pricePerThousand(model.price.inputPerMillion)} /{" "}
              {pricePerThousand(model.price.outputPerMillion)} PT
            </span>
          ) : null}
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Combobox.Target>
      <Combobox.Dropdown className={classes.dropdown}>
        <section role="dialog" aria-label="Choose a model">
          <div className={classes.head}>
            <Combobox.Search
              role="combobox"
              aria-expanded={combobox.dropdownOpened}
              className={classes.search}
              classNames={{ input: classes.searchInput ?? "" }}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={search}
              onChange={(event) => {
                setSearch(event.currentTarget.value);
                combobox.selectFirstOption();
              }}
              placeholder="Find a model"
              aria-label="Find a model"
            />
            <span className={classes.unit}>PT per 1,000 tokens</span>
            <span className={classes.column}>in</span>
            <span className={classes.column}>out</span>
          </div>
          <Combobox.Options className={classes.options} aria-label="Models">
            {groups.map((group) => (
              <Combobox.Group key={group.provider} label={groupLabel(group)}>
                {group.models.map((one) => (
                  <ModelOption
                    key={one.id}
                    model={one}
                    chosen={one.id === model?.id}
                    decimals={decimals}
                    says={one.available || group.reason ? "context" : "reason"}
                  />
                ))}
              </Combobox.Group>
            ))}
            {groups.length === 0 ? <Combobox.Empty>No model has this name</Combobox.Empty> : null}
          </Combobox.Options>
        </section>
      </Combobox.Dropdown>
    </Combobox>
  );
}
