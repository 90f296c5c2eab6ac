import { type CSSVariablesResolver, createTheme } from "@mantine/core";
import { componentTheme } from "./component-theme.ts";
import { asVariables, darkTokens, lightTokens, ramps } from "./tokens.ts";

/** Mantine in the product's colours, type and measures. */
export const theme = createTheme({
  colors: { accent: [...ramps.accent], gray: [...ramps.gray], dark: [...ramps.dark] },
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 5 },
  white: "#FFFFFF",
  black: "#17181A",
  fontFamily: '"Inter Variable", system-ui, -apple-system, "Segoe UI", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "16px", sm: "20px", md: "21px", lg: "24px", xl: "28px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "4px", sm: "8px", md: "8px", lg: "8px", xl: "999px" },
  defaultRadius: "sm",
  breakpoints: { xs: "30em", sm: "48em", md: "68em", lg: "80em", xl: "100em" },
  shadows: {
    xs: "var(--p-shadow-control)",
    sm: "var(--p-shadow-menu)",
    md: "var(--p-shadow-menu)",
    lg: "var(--p-shadow-dialog)",
    xl: "var(--p-shadow-dialog)",
  },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "14px", lineHeight: "20px" },
      h2: { fontSize: "14px", lineHeight: "20px" },
      h3: { fontSize: "13px", lineHeight: "20px" },
    },
  },
  respectReducedMotion: true,
  cursorType: "pointer",
  activeClassName: "",
  components: componentTheme,
});

/** Puts the tokens where stylesheets find them and points Mantine's own variables at them. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    "--mantine-color-body": "var(--p-canvas)",
    "--mantine-color-text": "var(--p-text-1)",
    "--mantine-color-dimmed": "var(--p-text-2)",
    "--mantine-color-placeholder": "var(--p-text-3)",
    "--mantine-color-anchor": "var(--p-accent-text)",
    "--mantine-color-error": "var(--p-error-text)",
    "--mantine-color-default": "var(--p-raised)",
    "--mantine-color-default-hover": "var(--p-hover)",
    "--mantine-color-default-color": "var(--p-text-1)",
    "--mantine-color-default-border": "var(--p-line-strong)",
    "--mantine-color-accent-filled": "var(--p-accent)",
    "--mantine-color-accent-filled-hover": "var(--p-accent-hover)",
    "--mantine-primary-color-filled": "var(--p-accent)",
    "--mantine-primary-color-filled-hover": "var(--p-accent-hover)",
    "--mantine-color-disabled": "var(--p-fill)",
    "--mantine-color-disabled-color": "var(--p-text-4)",
    "--mantine-color-disabled-border": "var(--p-line)",
  };
  return {
    variables: {},
    light: { ...asVariables(lightTokens), ...shared },
    dark: { ...asVariables(darkTokens), ...shared },
  };
};
