export type Step = () => unknown;

/** Each step after the other, whatever became of those before it. @throws AggregateError with all that failed */
export async function closeInOrder(steps: readonly Step[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "Not everything could be closed in order.");
}
