import { parseArgs } from "node:util";
import { startModelSimulator } from "./start-model-simulator.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    tokens: { type: "string", default: "200" },
    "token-delay-ms": { type: "string", default: "10" },
    words: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) {
  process.stdout.write(
    "node simulators/model/main.ts [--port 0] [--tokens 200] [--token-delay-ms 10] [--words]\n" +
      "Speaks OpenAI's wire on 127.0.0.1 and prints its base URL as one line of JSON.\n",
  );
} else {
  const simulator = await startModelSimulator({
    port: Number(values.port),
    tokens: Number(values.tokens),
    tokenDelayMs: Number(values["token-delay-ms"]),
    text: values.words ? "words" : "numbered",
  });
  process.stdout.write(`${JSON.stringify({ url: simulator.url, port: simulator.port, pid: process.pid })}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void simulator.close().then(() => process.exit(0)));
  }
}
