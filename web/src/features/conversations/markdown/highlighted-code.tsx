import Markdown, { type Components } from "react-markdown";
import rehypeHighlight from "rehype-highlight";
import "./highlight.css";

const plugins = [rehypeHighlight];
const elements: Components = {
  pre: ({ children }) => children,
  code: ({ children }) => <code className="hljs">{children}</code>,
};

export interface HighlightedCodeProps {
  readonly code: string;
  readonly language: string;
}

/** Code in colours. A chunk of its own: the grammars are loaded with the first code that names its language. */
export function HighlightedCode({ code, language }: HighlightedCodeProps) {
  const fence = "`".repeat(longestTicks(code) + 3);
  return (
    <Markdown rehypePlugins={plugins} components={elements}>
      {`${fence}${language}\n${code}\n${fence}`}
    </Markdown>
  );
}

function longestTicks(code: string): number {
  return Math.max(0, ...(code.match(/`+/g) ?? []).map((ticks) => ticks.length));
}
