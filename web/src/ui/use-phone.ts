import { useMediaQuery } from "@mantine/hooks";

/** Under 768 px: columns become pages and the navigation a bottom bar. */
export function usePhone(): boolean {
  return useMediaQuery("(max-width: 47.99em)", false, { getInitialValueInEffect: false }) ?? false;
}
