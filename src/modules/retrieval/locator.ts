import type { DocumentKind } from "./contract.ts";

interface Place {
  readonly pageFrom: number | null;
  readonly pageTo: number | null;
  readonly section: string | undefined;
  readonly seconds: number | undefined;
}

/** Where a passage is, in words for people: "page 12", "slide 3", "Sheet Prices", "at 03:20"; null where nothing can be said. */
export function locatorOf(kind: DocumentKind, place: Place): string | null {
  if (place.seconds !== undefined) return `at ${timeOf(place.seconds)}`;
  const noun = kind === "pptx" ? "slide" : "page";
  if (place.pageFrom !== null && kind !== "xlsx") {
    const to = place.pageTo ?? place.pageFrom;
    return to > place.pageFrom ? `${noun}s ${place.pageFrom}–${to}` : `${noun} ${place.pageFrom}`;
  }
  if (place.section === undefined) return null;
  return kind === "xlsx" ? `Sheet ${place.section}` : place.section;
}

/** 200 is "03:20", 3,800 is "1:03:20". */
function timeOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (number: number): string => String(number).padStart(2, "0");
  const minutes = two(Math.floor(whole / 60) % 60);
  const hours = Math.floor(whole / 3_600);
  return `${hours > 0 ? `${hours}:` : ""}${minutes}:${two(whole % 60)}`;
}
