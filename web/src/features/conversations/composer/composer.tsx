import { Button, FileButton, Textarea } from "@mantine/core";
import { IconPaperclip, IconPlayerStopFilled } from "@tabler/icons-react";
import { type ClipboardEvent, type KeyboardEvent, type RefObject, useId } from "react";
import { IconButton } from "../../../ui/icon-button.tsx";
import { usePhone } from "../../../ui/use-phone.ts";
import { AssistantPicker } from "../assistants/assistant-picker.tsx";
import { AttachmentLabel } from "./attachment-label.tsx";
import { pasteRule } from "./attachment-rules.ts";
import classes from "./composer.module.css";
import { ComposerDock } from "./composer-dock.tsx";
import { ComposerFooter } from "./composer-footer.tsx";
import { keyMeaning } from "./composer-keys.ts";
import { ModelPicker } from "./model-picker.tsx";
import { SendButton } from "./send-button.tsx";
import type { Composer as ComposerState } from "./use-composer.ts";

export interface ComposerProps {
  readonly composer: ComposerState;
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly placeholder: string;
  /** The text of the last question, for ArrowUp. */
  readonly lastQuestion: string;
}

/** Where questions are written: text first, tools under it, problems docked on top. */
export function Composer({ composer, input, placeholder, lastQuestion }: ComposerProps) {
  const { draft, live, answerId, choice } = composer;
  const phone = usePhone();
  const footer = useId();
  const empty = draft.text.trim() === "";
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const meaning = keyMeaning(event.nativeEvent, { empty: draft.text === "", answering: answerId !== null });
    if (meaning === "none") return;
    if (meaning === "recall" && lastQuestion === "") return;
    event.preventDefault();
    if (meaning === "send") composer.send();
    if (meaning === "stop") composer.stop();
    if (meaning === "recall") composer.write(lastQuestion);
  };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const files = [...event.clipboardData.files];
    const text = event.clipboardData.getData("text/plain");
    const rule = pasteRule(text, draft.attachments);
    if (text === "" && files.length === 0) return;
    if (text !== "" && rule.kind === "inline") return;
    event.preventDefault();
    if (rule.kind === "attach") composer.attach([{ name: rule.name, text }]);
    else composer.attachFiles(files);
  };
  return (
    <form
      className={classes.composer}
      aria-label="Write a message"
      onSubmit={(event) => {
        event.preventDefault();
        composer.send();
      }}
    >
      <ComposerDock composer={composer} />
      <div className={classes.box}>
        {draft.attachments.length > 0 ? (
          <ul className={classes.files} aria-label="Attached texts">
            {draft.attachments.map(({ name, text }) => (
              <li key={name}>
                <AttachmentLabel
                  name={name}
                  characters={text.length}
                  onRemove={() => composer.detach(name)}
                />
              </li>
            ))}
          </ul>
        ) : null}
        <Textarea
          ref={input}
          variant="unstyled"
          classNames={{ input: classes.input ?? "" }}
          aria-label="Message"
          aria-describedby={footer}
          placeholder={placeholder}
          value={draft.text}
          onChange={(event) => composer.write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          autosize
          minRows={1}
          maxRows={phone ? 8 : 14}
          enterKeyHint="send"
        />
        <div className={classes.tools}>
          <FileButton multiple onChange={(files) => composer.attachFiles(files)}>
            {(props) => (
              <IconButton label="Attach text files" {...props}>
                <IconPaperclip size={18} aria-hidden />
              </IconButton>
            )}
          </FileButton>
          <AssistantPicker {...composer.whom} />
          <ModelPicker {...choice} />
          <span className={classes.space} />
          {answerId === null ? null : phone ? (
            <IconButton label="Stop the answer" variant="default" size={40} onClick={composer.stop}>
              <IconPlayerStopFilled size={16} aria-hidden />
            </IconButton>
          ) : (
            <Button
              variant="default"
              leftSection={<IconPlayerStopFilled size={14} />}
              onClick={composer.stop}
            >
              Stop
            </Button>
          )}
          <SendButton
            quote={live.quote}
            ready={
              !empty && choice.model !== null && live.quote?.affordable !== false && live.problem === null
            }
            hint={empty && draft.attachments.length > 0 ? "Write what to do with the attached text" : null}
            onSend={composer.send}
          />
        </div>
      </div>
      <ComposerFooter id={footer} wallet={composer.wallet} />
    </form>
  );
}
