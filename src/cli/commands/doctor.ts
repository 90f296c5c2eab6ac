import { z } from "zod";
import { defineCommand } from "../command.ts";
import { examine } from "../doctor/examine.ts";
import { count, type Finding } from "../doctor/finding.ts";

export const command = defineCommand({
  input: z.object({}),
  examples: ["doctor", "doctor --json"],
  notes:
    "It changes nothing and prints no key. An embedded database that does not run is started for the time of\n" +
    "the check. Exit code 1 when something fails; a warning alone is exit code 0.",
  describe: () => {},
  async run(_input, io) {
    const findings = await examine(io);
    const failed = findings.filter(({ state }) => state === "fail").length;
    const warned = findings.filter(({ state }) => state === "warn").length;
    return {
      json: { healthy: failed === 0, findings },
      text: `${lines(findings)}\n\n${count(findings.length, "check")}: ${failed} failed, ${count(warned, "warning")}.`,
      failed: failed > 0,
    };
  },
});

function lines(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  return findings
    .map(({ name, state, detail, remedy }) => {
      const line = `${state.padEnd(4)}  ${name.padEnd(width)}  ${detail}`;
      return remedy === undefined ? line : `${line}\n${" ".repeat(width + 8)}-> ${remedy}`;
    })
    .join("\n");
}
