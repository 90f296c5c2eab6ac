import { IconRefresh, IconX } from "@tabler/icons-react";
import { IconButton } from "../../../ui/icon-button.tsx";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";
import { KindIcon } from "../documents/kind-icon.tsx";
import { sizeText } from "../documents/size-text.ts";
import { isUnderway, type Upload, type UploadQueue } from "./upload-queue.ts";
import classes from "./uploads.module.css";

export interface UploadListProps {
  readonly uploads: readonly Upload[];
  readonly queue: Pick<UploadQueue, "cancel" | "retry">;
}

/** Every file with its own progress; what failed keeps its reason and can be tried again. */
export function UploadList({ uploads, queue }: UploadListProps) {
  return (
    <ScrollRegion as="ul" className={classes.files} aria-label="Files">
      {uploads.map((upload) => (
        <li key={upload.id} className={classes.file}>
          <KindIcon kind={null} name={upload.name} />
          <div className={classes.fileText}>
            <span className={classes.fileName} title={upload.path}>
              {upload.path}
            </span>
            <span className={classes.fileState} data-failed={upload.reason !== null}>
              {stateText(upload)}
            </span>
          </div>
          {upload.state === "sending" ? (
            <span
              className={classes.track}
              role="progressbar"
              aria-label={`${upload.name}, sent`}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={sentPercent(upload)}
            >
              <span className={classes.fill} style={{ width: `${sentPercent(upload)}%` }} />
            </span>
          ) : null}
          {upload.state === "failed" ? (
            <IconButton label={`Send ${upload.name} again`} onClick={() => queue.retry(upload.id)}>
              <IconRefresh size={16} aria-hidden />
            </IconButton>
          ) : null}
          {upload.state === "done" ? null : (
            <IconButton
              label={isUnderway(upload.state) ? `Cancel ${upload.name}` : `Take ${upload.name} off the list`}
              onClick={() => queue.cancel(upload.id)}
            >
              <IconX size={16} aria-hidden />
            </IconButton>
          )}
        </li>
      ))}
    </ScrollRegion>
  );
}

function sentPercent({ sentBytes, sizeBytes }: Upload): number {
  return sizeBytes === 0 ? 0 : Math.floor((sentBytes / sizeBytes) * 100);
}

const OUTCOMES = {
  added: "Added",
  replaced: "Replaces the former version",
  same: "Was here already, with the same content",
} as const;

function stateText(upload: Upload): string {
  const { state, reason, outcome, sentBytes, sizeBytes } = upload;
  if (reason !== null) return reason;
  if (state === "waiting") return `Waiting, ${sizeText(sizeBytes)}`;
  if (state === "sending") return `${sizeText(sentBytes)} of ${sizeText(sizeBytes)}`;
  return OUTCOMES[outcome ?? "added"];
}
