import type { MantineThemeComponents } from "@mantine/core";
import classes from "./theme.module.css";

const CONTROL_SIZES = new Set(["xs", "sm", "md"]);

/** Heights of controls are variables of `base.css`, larger on a phone: xs 28/34, sm 32/40, md 36/44. */
function controlHeight(size: unknown): string | undefined {
  return typeof size === "string" && CONTROL_SIZES.has(size) ? `var(--p-control-${size})` : undefined;
}

const floating = { transitionProps: { transition: "fade", duration: 120 } } as const;

interface Sized {
  readonly size?: unknown;
}

/** Defaults of Mantine's components by name: importing them here would put them all into the first load. */
export const componentTheme: MantineThemeComponents = {
  Button: {
    defaultProps: { size: "sm", fw: 500 },
    classNames: { root: classes.button ?? "", label: classes.buttonLabel ?? "" },
    vars: (_theme: unknown, props: Sized) => {
      const height = controlHeight(props.size ?? "sm");
      return { root: height ? { "--button-height": height, "--button-fz": "13px" } : {} };
    },
  },
  ActionIcon: {
    defaultProps: { variant: "subtle", color: "gray" },
    classNames: { root: classes.actionIcon ?? "" },
    vars: (_theme: unknown, props: Sized) => ({
      root: props.size === undefined ? { "--ai-size": "var(--p-icon-button)" } : {},
    }),
  },
  Input: {
    defaultProps: { size: "sm" },
    classNames: { input: classes.input ?? "" },
    vars: (_theme: unknown, props: Sized) => {
      const height = controlHeight(props.size ?? "sm");
      return { wrapper: height ? { "--input-height": height, "--input-fz": "var(--p-input-font)" } : {} };
    },
  },
  InputWrapper: {
    defaultProps: { size: "sm", inputWrapperOrder: ["label", "input", "description", "error"] },
    classNames: {
      label: classes.label ?? "",
      description: classes.description ?? "",
      error: classes.error ?? "",
    },
  },
  Checkbox: {
    defaultProps: { radius: "xs", size: "16px" },
    classNames: { label: classes.checkboxLabel ?? "", body: classes.checkboxBody ?? "" },
  },
  Select: {
    defaultProps: { checkIconPosition: "right", comboboxProps: { ...floating, shadow: "md" } },
  },
  MultiSelect: {
    defaultProps: { comboboxProps: { ...floating, shadow: "md" } },
    classNames: { inputField: classes.pillsField ?? "" },
  },
  Menu: {
    defaultProps: {
      ...floating,
      shadow: "md",
      position: "bottom-start",
      offset: 4,
      alignItemsLabels: "none",
      withInitialFocusPlaceholder: false,
    },
    classNames: {
      dropdown: classes.dropdown ?? "",
      item: classes.menuItem ?? "",
      itemIndicator: classes.menuIndicator ?? "",
      label: classes.menuLabel ?? "",
    },
  },
  Popover: {
    defaultProps: { ...floating, shadow: "md" },
    classNames: { dropdown: classes.dropdown ?? "" },
  },
  Modal: {
    defaultProps: {
      centered: false,
      yOffset: "12vh",
      overlayProps: { backgroundOpacity: 1, color: "var(--p-scrim)" },
      transitionProps: { transition: "fade", duration: 120 },
      closeButtonProps: { "aria-label": "Close" },
    },
    classNames: {
      content: classes.modalContent ?? "",
      header: classes.modalHeader ?? "",
      title: classes.modalTitle ?? "",
      body: classes.modalBody ?? "",
      overlay: classes.modalOverlay ?? "",
    },
  },
  Tooltip: {
    defaultProps: {
      openDelay: 400,
      transitionProps: { duration: 80 },
      events: { hover: true, focus: true, touch: false },
    },
    classNames: { tooltip: classes.tooltip ?? "" },
  },
  Skeleton: {
    defaultProps: { radius: "xs" },
    classNames: { root: classes.skeleton ?? "" },
  },
};
