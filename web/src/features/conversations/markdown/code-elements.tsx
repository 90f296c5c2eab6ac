import { isValidElement, type ReactNode } from "react";
import { CodeBlockView } from "./code-block-view.tsx";

interface CodeProps {
  readonly className?: string | undefined;
  readonly children?: ReactNode;
}

export function InlineCode({ children }: CodeProps) {
  return <code>{children}</code>;
}

/** Code inside a list or a quote; code that stands by itself never comes through here. */
export function NestedCode({ children }: { readonly children?: ReactNode }) {
  const code = isValidElement<CodeProps>(children) ? children.props : {};
  const language = /language-([\w+#.-]+)/.exec(code.className ?? "")?.[1] ?? "";
  return <CodeBlockView code={textOf(code.children).replace(/\n$/, "")} language={language} open={false} />;
}

function textOf(children: ReactNode): string {
  if (typeof children === "string") return children;
  if (typeof children === "number") return String(children);
  if (Array.isArray(children)) return children.map(textOf).join("");
  return isValidElement<CodeProps>(children) ? textOf(children.props.children) : "";
}
