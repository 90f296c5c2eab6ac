import type { ReactNode } from "react";
import classes from "./auth-layout.module.css";
import { AuthSample } from "./auth-sample.tsx";
import { Brand } from "./brand.tsx";

export interface AuthLayoutProps {
  readonly title: string;
  /** Under the title: the other way in. */
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

/** The pages before a workspace: a form on a fixed column, beside it what the product does. */
export function AuthLayout({ title, lead, children }: AuthLayoutProps) {
  return (
    <div className={classes.layout}>
      <main className={classes.column}>
        <Brand />
        <div className={classes.form}>
          <h1 className={classes.title}>{title}</h1>
          {lead ? <p className={classes.lead}>{lead}</p> : null}
          {children}
        </div>
        <footer className={classes.footer}>
          <a href="/docs">API reference</a>
        </footer>
      </main>
      <AuthSample />
    </div>
  );
}
