import type { FormHTMLAttributes } from "react";
import classes from "./form-stack.module.css";

/** Fields under each other, at most 420 px wide. The browser's own bubbles are off: reasons stand at the field. */
export function FormStack(props: FormHTMLAttributes<HTMLFormElement>) {
  return <form {...props} noValidate className={classes.stack} />;
}
