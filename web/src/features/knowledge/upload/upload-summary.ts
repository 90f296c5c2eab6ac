import { isUnderway, type Upload } from "./upload-queue.ts";

export interface UploadSummary {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly underway: number;
  readonly sentBytes: number;
  readonly sizeBytes: number;
  /** 0 to 100, by bytes. */
  readonly percent: number;
}

/** All uploads of the list together. What was refused before sending has no bytes and counts as failed. */
export function summaryOf(uploads: readonly Upload[]): UploadSummary {
  let [done, failed, underway, sentBytes, sizeBytes] = [0, 0, 0, 0, 0];
  for (const upload of uploads) {
    if (isUnderway(upload.state)) underway += 1;
    else if (upload.state === "done") done += 1;
    else failed += 1;
    if (upload.state === "failed" || upload.state === "refused") continue;
    sentBytes += Math.min(upload.sentBytes, upload.sizeBytes);
    sizeBytes += upload.sizeBytes;
  }
  const percent = sizeBytes === 0 ? 0 : (sentBytes / sizeBytes) * 100;
  return { total: uploads.length, done, failed, underway, sentBytes, sizeBytes, percent };
}

/** "Uploading 3 of 5", "4 of 5 files are here, 1 is not", "5 files are here". */
export function summaryWords({ total, done, failed, underway }: UploadSummary): string {
  if (underway > 0) return `Uploading ${Math.min(total - failed, done + 1)} of ${total - failed}`;
  if (failed === 0) return done === 1 ? "1 file is here" : `${done} files are here`;
  const rest = failed === 1 ? "1 is not" : `${failed} are not`;
  return done === 0
    ? `${failed === 1 ? "1 file was" : `${failed} files were`} not added`
    : `${done} of ${total} files are here, ${rest}`;
}
