import { type Check, type Finding, fault, note, warning } from "./report.ts";
import { countLines, isTest, listCode, listFiles, listModules, read } from "./source-files.ts";

const FILES = { least: 8, most: 25 };
const LINES = { aim: 3000, alarm: 4000 };
const README_LINES = 40;
/** Files named after a layer never stop growing. */
const LAYER_NAMES = /\/(utils?|helpers?|service|services|misc|common)\.tsx?$/;

export const moduleBudgets: Check = {
  name: "module budgets",
  run(root) {
    return [...listModules(root).flatMap((module) => budgetOf(root, module)), ...layerNames(root)];
  },
};

function budgetOf(root: string, module: string): Finding[] {
  const folder = `src/modules/${module}`;
  const code = listCode(root, [folder]).filter((path) => !isTest(path));
  const lines = code.reduce((total, path) => total + countLines(read(root, path)), 0);
  const size = `${code.length} files, ${lines} lines`;
  if (lines > LINES.alarm)
    return [fault(folder, `${size}; the alarm is ${LINES.alarm} lines: split it`), ...readme(root, folder)];
  if (code.length > FILES.most || lines > LINES.aim) {
    return [
      warning(folder, `${size} (aim: up to ${FILES.most} files, ${LINES.aim} lines)`),
      ...readme(root, folder),
    ];
  }
  const small = code.length < FILES.least ? ` (fewer than ${FILES.least} files)` : "";
  return [note(folder, `${size}${small}`), ...readme(root, folder)];
}

function readme(root: string, folder: string): Finding[] {
  const path = `${folder}/README.md`;
  if (!listFiles(root, folder).includes(path)) return [fault(folder, "has no README.md")];
  const lines = countLines(read(root, path));
  return lines > README_LINES
    ? [fault(path, `${lines} lines; a module's README has at most ${README_LINES}`)]
    : [];
}

function layerNames(root: string): Finding[] {
  return listCode(root, ["src", "web", "plugins", "simulators"])
    .filter((path) => LAYER_NAMES.test(path))
    .map((path) => fault(path, "is named after a layer; name it after what it does"));
}
