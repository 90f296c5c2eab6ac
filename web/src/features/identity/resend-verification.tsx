import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client.ts";
import { toast } from "../../api/toast.ts";

/** Sends the confirmation mail once more. */
export function ResendVerification({ email }: { readonly email: string }) {
  const resend = useMutation({
    mutationFn: () => unwrap(api.POST("/api/auth/resend-verification", { body: { email } })),
    onSuccess: () => toast.done(`A new mail is on its way to ${email}`),
    onError: (error) => toast.failed(error, "The mail was not sent"),
  });
  return (
    <Button variant="default" size="md" loading={resend.isPending} onClick={() => resend.mutate()}>
      Send it again
    </Button>
  );
}
