import { memo, useMemo } from "react";
import Markdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { caretPlugin } from "./caret-plugin.ts";
import { citationPlugin } from "./citation-syntax.ts";
import { elementsFor } from "./markdown-elements.tsx";
import { safeAddress } from "./safe-address.ts";

export interface MarkdownBlockViewProps {
  readonly source: string;
  /** Link definitions of the whole answer. */
  readonly definitions: string;
  /** Numbers that have a passage, joined; "*" while they are not known yet. */
  readonly cited: string;
  readonly caret: boolean;
  /** Level of the highest heading of the whole answer. */
  readonly topHeading: number;
}

/** One block of an answer. It renders again only when its own text changes. */
export const MarkdownBlockView = memo(function MarkdownBlockView(props: MarkdownBlockViewProps) {
  const { source, definitions, cited, caret, topHeading } = props;
  const plugins = useMemo(() => {
    const numbers = new Set(cited.split(",").map(Number));
    const isCited = cited === "*" ? () => true : (number: number) => numbers.has(number);
    return caret ? [remarkGfm, citationPlugin(isCited), caretPlugin] : [remarkGfm, citationPlugin(isCited)];
  }, [cited, caret]);
  return (
    <Markdown remarkPlugins={plugins} components={elementsFor(topHeading)} urlTransform={safeAddress}>
      {definitions && source.includes("[") ? `${source}\n\n${definitions}` : source}
    </Markdown>
  );
});
