import classes from "./models.module.css";

/** How whoever runs the installation connects a provider. */
export function ConnectHelp() {
  return (
    <div className={classes.help}>
      <ol className={classes.steps}>
        <li>
          Give the server a key in its environment: <code>OPENAI_API_KEY</code>,{" "}
          <code>ANTHROPIC_API_KEY</code> or <code>GOOGLE_API_KEY</code>.
        </li>
        <li>
          Any server that speaks OpenAI's wire (Ollama, vLLM, Groq and others) is connected by its address;
          the README names the settings.
        </li>
        <li>Start Parley again. The models appear here and in the chat.</li>
      </ol>
    </div>
  );
}
