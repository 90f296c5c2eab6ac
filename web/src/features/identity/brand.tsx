import classes from "./auth-layout.module.css";

/** The product's mark and name. */
export function Brand() {
  return (
    <span className={classes.brand}>
      <svg width="26" height="26" viewBox="0 0 28 28" aria-hidden="true">
        <rect width="28" height="28" rx="8" fill="currentColor" />
        <path
          d="M10 20.5V12a4.5 4.5 0 1 1 4.5 4.5H13"
          fill="none"
          stroke="var(--p-canvas)"
          strokeWidth="2.4"
          strokeLinecap="round"
        />
      </svg>
      Parley
    </span>
  );
}
