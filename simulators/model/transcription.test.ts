import { expect, it } from "vitest";
import { fileOf } from "../../src/adapters/documents/testing/file-of.ts";
import { createOpenAICompatible } from "../../src/adapters/models/openai-compatible/create-openai-compatible.ts";
import { startModelSimulator } from "./start-model-simulator.ts";
import { transcriptionDocument } from "./transcription.ts";

it("hears the lines of the file with their seconds, over the wire, and says how long it lasted", async () => {
  const simulator = await startModelSimulator();
  const provider = createOpenAICompatible({ providerName: "sim", baseUrl: simulator.url });
  const path = await fileOf("ID3\n[0] Good morning.\n[65] Now the figures.\n");
  const signal = AbortSignal.timeout(10_000);
  const heard = await provider.transcribe({ modelId: "ears", path, name: "a.mp3", signal });
  expect(heard).toEqual({
    paragraphs: [
      { text: "Good morning.", seconds: 0 },
      { text: "Now the figures.", seconds: 65 },
    ],
    seconds: 71,
  });
  const timeless = await provider.transcribe({ modelId: "gpt-4o-transcribe", path, name: "a.mp3", signal });
  expect(timeless).toEqual({ paragraphs: [{ text: "Good morning. Now the figures." }], seconds: undefined });
  await provider.close();
  await simulator.close();
});

it("refuses a form without a model or a file in OpenAI's words", () => {
  expect(transcriptionDocument("")).toContain("model");
  expect(transcriptionDocument('name="model"\r\n\r\nears\r\n--')).toContain("file");
});
