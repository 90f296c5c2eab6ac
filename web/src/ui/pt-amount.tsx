import { exactPt, formatPt, type PtFormat, ptInDollars } from "./pt.ts";

export interface PtProps extends PtFormat {
  /** Micro-PT. */
  readonly amount: string | bigint;
  /** False in columns whose head already says PT. */
  readonly unit?: boolean;
  readonly className?: string | undefined;
}

/** An amount of credit as people say it, exact and in dollars on hover. */
export function Pt({ amount, unit = true, sign = "auto", decimals = 1, className }: PtProps) {
  return (
    <span
      className={`tabular${className ? ` ${className}` : ""}`}
      title={`${exactPt(amount)} PT, ${ptInDollars(amount)} at list price`}
    >
      {formatPt(amount, { sign, decimals })}
      {unit ? " PT" : ""}
    </span>
  );
}
