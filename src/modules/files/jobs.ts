import { z } from "zod";
import type { JobDefinition } from "../../kernel/module.ts";

const payload = z.object({ keys: z.array(z.string()).max(1_000) });

/** Bytes whose rows are gone. A key names one file for ever, so doing it twice does no harm. */
export const removeBytesJob: JobDefinition<typeof payload> = { name: "files.remove-bytes", payload };
