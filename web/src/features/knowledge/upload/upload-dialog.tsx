import { Button, Select } from "@mantine/core";
import { useState } from "react";
import { Dialog, DialogActions } from "../../../ui/confirm-dialog.tsx";
import { OverLimit } from "../../../ui/over-limit.tsx";
import { formatPt } from "../../../ui/pt.ts";
import { sizeText } from "../documents/size-text.ts";
import type { Collection, UploadQuote } from "../types.ts";
import classes from "./upload-dialog.module.css";
import type { ChosenFile } from "./upload-rules.ts";

export interface UploadDialogProps {
  readonly files: readonly ChosenFile[];
  readonly collections: readonly Pick<Collection, "id" | "name">[];
  readonly collectionId: string;
  readonly onCollection: (id: string) => void;
  /** Null while it is asked for, or where there is none. */
  readonly quote: UploadQuote | null;
  readonly quoting: boolean;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onUpload: () => void;
}

/** Where the files go and what reading them costs at most. Left out where there is nothing to choose or to pay. */
export function UploadDialog(props: UploadDialogProps) {
  const { files, collections, collectionId, onCollection, quote, quoting, opened, onClose, onUpload } = props;
  const count = filesWords(files.length);
  const wall = quote !== null && !quote.affordable;
  return (
    <Dialog title={`Add ${count}`} opened={opened} onClose={onClose}>
      <FileNames files={files} />
      {collections.length > 1 ? (
        <Select
          mt={16}
          size="md"
          label="Into the collection"
          searchable
          allowDeselect={false}
          data={collections.map(({ id, name }) => ({ value: id, label: name }))}
          value={collectionId}
          onChange={(value) => (value === null ? undefined : onCollection(value))}
        />
      ) : null}
      {quote && quote.quoteMicroPt !== "0" ? (
        wall ? (
          <OverLimit
            className={classes.wall ?? ""}
            title={`Reading ${these(files.length)} can cost ${formatPt(quote.quoteMicroPt)} PT; the workspace has ${formatPt(quote.availableMicroPt)} PT left`}
          >
            Nothing is sent. Add fewer files, choose a collection that is searched by words, or ask an owner
            or admin for credit.
          </OverLimit>
        ) : (
          <p className={classes.cost}>
            Reading {these(files.length)} costs at most <strong>{formatPt(quote.quoteMicroPt)} PT</strong>
            {forRecordings(quote)}. What is not used is returned.
          </p>
        )
      ) : null}
      {quote && quote.scansMicroPt !== "0" ? (
        <p className={classes.cost}>
          PDF files that are scans cost up to <strong>{formatPt(quote.scansMicroPt)} PT</strong>
          {quote.quoteMicroPt === "0" ? "" : " more"}, page by page. Those with text cost nothing extra.
        </p>
      ) : null}
      <DialogActions>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={wall} loading={quoting} onClick={onUpload} data-autofocus>
          Upload {count}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const NAMED = 4;

function FileNames({ files }: { readonly files: readonly ChosenFile[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? files : files.slice(0, NAMED);
  const rest = files.length - shown.length;
  return (
    <>
      <ul className={classes.names}>
        {shown.map(({ path, file }) => (
          <li key={path} className={classes.name}>
            <span title={path}>{path}</span>
            <span className={classes.size}>{sizeText(file.size)}</span>
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <Button variant="subtle" size="xs" onClick={() => setAll(true)}>
          and {rest.toLocaleString("en")} more
        </Button>
      ) : null}
    </>
  );
}

function forRecordings({ transcriptionMicroPt }: UploadQuote): string {
  return transcriptionMicroPt === "0"
    ? ""
    : `, ${formatPt(transcriptionMicroPt)} PT of it for writing down recordings`;
}

function filesWords(count: number): string {
  return count === 1 ? "1 file" : `${count.toLocaleString("en")} files`;
}

function these(count: number): string {
  return count === 1 ? "this file" : `these ${filesWords(count)}`;
}
