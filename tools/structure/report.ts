/** `fault` fails the gate; `warning` is an aim that was missed; `note` is a figure worth seeing. */
export type Level = "fault" | "warning" | "note";

export interface Finding {
  readonly level: Level;
  /** A path from the root, with `:line` where one is known; or the name of a thing, such as a module. */
  readonly where: string;
  readonly message: string;
}

/** One structural rule. `root` is the folder to look at, so that a check can be tried on a planted tree. */
export interface Check {
  readonly name: string;
  run(root: string): Promise<Finding[]> | Finding[];
}

export function fault(where: string, message: string): Finding {
  return { level: "fault", where, message };
}

export function warning(where: string, message: string): Finding {
  return { level: "warning", where, message };
}

export function note(where: string, message: string): Finding {
  return { level: "note", where, message };
}

const MARKS: Record<Level, string> = { fault: "✗", warning: "!", note: "·" };

export function formatFinding(finding: Finding): string {
  return `  ${MARKS[finding.level]} ${finding.where}: ${finding.message}`;
}
