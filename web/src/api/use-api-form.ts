import { type FormErrors, schemaResolver, type UseFormReturnType, useForm } from "@mantine/form";
import { type FormEvent, useState } from "react";
import { afterPress } from "../ui/after-press.ts";
import { clearDraft, readDraft, writeDraft } from "../ui/draft.ts";
import { asProblem } from "./client.ts";
import type { ApiProblem } from "./problem.ts";

type FormValues = Record<string, unknown>;

export interface ApiFormOptions<Values extends FormValues> {
  /** A zod schema of a module's contract, or one like it. */
  readonly schema: Parameters<typeof schemaResolver>[0];
  readonly initialValues: Values;
  /** Does the work; what it throws is shown at the field it names, else above the form. */
  readonly send: (values: Values) => Promise<void>;
  /** Keeps the named fields over a reload. Never name a password. */
  readonly draft?: { readonly key: string; readonly fields: readonly (keyof Values & string)[] };
}

export interface ApiForm<Values extends FormValues> {
  readonly form: UseFormReturnType<Values>;
  readonly busy: boolean;
  /** What is wrong with the whole, not with one field. */
  readonly failure: ApiProblem | null;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
}

const DRAFT_SCOPE = "forms";

/** A form checked by a schema on submit and after blur, whose first faulty field gets the focus. */
export function useApiForm<Values extends FormValues>(options: ApiFormOptions<Values>): ApiForm<Values> {
  const { schema, send, draft } = options;
  const [failure, setFailure] = useState<ApiProblem | null>(null);
  const form = useForm<Values>({
    initialValues: withDraft(options),
    validate: schemaResolver(schema, { sync: true }),
    enhanceGetInputProps: ({ field, form: own }) => ({
      onBlur: () => {
        if (own.isDirty(field)) afterPress(() => void own.validateField(field));
      },
    }),
    onValuesChange: (values) => keep(draft, values),
  });
  const focusFirst = (errors: FormErrors) => {
    const first = Object.keys(form.values).find((name) => name in errors) ?? Object.keys(errors)[0];
    if (first !== undefined)
      document.querySelector<HTMLElement>(`form [data-path="${CSS.escape(first)}"]`)?.focus();
  };
  const submit = async (values: Values) => {
    setFailure(null);
    form.setSubmitting(true);
    try {
      await send(values);
      if (draft) clearDraft(DRAFT_SCOPE, draft.key);
    } catch (error) {
      const problem = asProblem(error);
      const errors = errorsAtFields(problem, form.values);
      if (Object.keys(errors).length === 0) setFailure(problem);
      form.setErrors(errors);
      focusFirst(errors);
    } finally {
      form.setSubmitting(false);
    }
  };
  return {
    form,
    busy: form.submitting,
    failure,
    onSubmit: (event) => form.onSubmit(submit, focusFirst)(event),
  };
}

/** The faults that stand at a field of the form; the server's path may go deeper (`settings.name` is `settings`). */
export function errorsAtFields(problem: ApiProblem, values: FormValues): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { path, reason } of problem.fields) {
    const name = [path, path.split(".")[0] ?? "", path.split(".").at(-1) ?? ""].find((one) => one in values);
    if (name !== undefined) errors[name] ??= reason;
  }
  return errors;
}

function withDraft<Values extends FormValues>({ initialValues, draft }: ApiFormOptions<Values>): Values {
  if (!draft) return initialValues;
  try {
    const kept: unknown = JSON.parse(readDraft(DRAFT_SCOPE, draft.key) || "{}");
    if (typeof kept !== "object" || kept === null) return initialValues;
    const named = Object.entries(kept).filter(
      ([name, value]) => draft.fields.includes(name) && typeof value === typeof initialValues[name],
    );
    return { ...initialValues, ...Object.fromEntries(named) };
  } catch {
    return initialValues;
  }
}

function keep<Values extends FormValues>(draft: ApiFormOptions<Values>["draft"], values: Values): void {
  if (!draft) return;
  const kept = Object.fromEntries(draft.fields.map((name) => [name, values[name]]));
  writeDraft(DRAFT_SCOPE, draft.key, JSON.stringify(kept));
}
