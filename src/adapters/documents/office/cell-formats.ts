import type { Archive } from "./archive.ts";
import { parseXml } from "./parse-xml.ts";

export type CellFormat = "number" | "percent" | "date" | "time" | "date-time";

/** How numbers of each cell style are shown (ECMA-376 part 1, 18.8.30). */
export async function readCellFormats(archive: Archive, part: string): Promise<readonly CellFormat[]> {
  const custom = new Map<number, string>();
  const formats: CellFormat[] = [];
  let inCellStyles = false;
  await parseXml(archive.text(part), {
    open(tag, attributes) {
      if (tag === "numFmt") custom.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
      else if (tag === "cellXfs") inCellStyles = true;
      else if (tag === "xf" && inCellStyles) formats.push(formatOf(Number(attributes.numFmtId), custom));
    },
    close(tag) {
      if (tag === "cellXfs") inCellStyles = false;
    },
  });
  return formats;
}

function formatOf(id: number, custom: ReadonlyMap<number, string>): CellFormat {
  const code = custom.get(id);
  if (code !== undefined) return formatOfCode(code);
  if (id === 9 || id === 10) return "percent";
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return "date";
  if (id === 22) return "date-time";
  return (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) ? "time" : "number";
}

function formatOfCode(code: string): CellFormat {
  const bare = code.slice(0, 500).replace(/"[^"]*"|\\.|_.|\*./g, "");
  // Conditions and colours stand in brackets; of those only [h], [m] and [s] say something about time.
  const plain = bare.replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "").toLowerCase();
  const hasDate = /[yd]|mmm/.test(plain);
  const hasTime = /[hs]/.test(plain);
  if (hasDate) return hasTime ? "date-time" : "date";
  if (hasTime) return "time";
  return plain.includes("%") ? "percent" : "number";
}

const DAY_MS = 86_400_000;
/** Day 0 of each system, so that day 60, which 1900 did not have, falls away (ECMA-376 part 1, 18.17.4.1). */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/** A number as its cell shows it, dates in ISO order. */
export function showNumber(raw: string, format: CellFormat, uses1904: boolean): string {
  const value = Number(raw);
  if (!Number.isFinite(value)) return raw;
  if (format === "number") return tidy(value);
  if (format === "percent") return `${tidy(value * 100)}%`;
  const time = new Date(Math.round(((uses1904 ? EPOCH_1904 : EPOCH_1900) + value * DAY_MS) / 1_000) * 1_000);
  if (value < 0 || Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9_999) return tidy(value);
  const iso = time.toISOString();
  if (format === "date") return iso.slice(0, 10);
  const clock = iso.slice(11, iso.endsWith(":00.000Z") ? 16 : 19);
  return format === "time" ? clock : `${iso.slice(0, 10)} ${clock}`;
}

/** 15 digits, as spreadsheets show: 0.1 + 0.2 is 0.3. */
function tidy(value: number): string {
  return String(Number(value.toPrecision(15)));
}
