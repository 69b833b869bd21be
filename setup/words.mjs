// @ts-check
/** What the setup says. Its own small catalogue: it runs before anything else of the project can. */

/** A failure with its cause and its mend, ready to be read by a person. */
export class SetupError extends Error {
  /**
   * @param {string} what what failed
   * @param {string} why the cause, as far as it can be told
   * @param {string} mend what to do next
   * @param {string} [details] the tail of the failing tool's own output
   */
  constructor(what, why, mend, details) {
    super(what);
    this.why = why;
    this.mend = mend;
    this.details = details;
  }
}

export const say = {
  /** @param {string} text */
  step(text) {
    console.log(`vazou · ${text}`);
  },
  /** @param {SetupError} error */
  failure(error) {
    console.error(`\nvazou · não deu: ${error.message}`);
    console.error(`  por quê: ${error.why}`);
    console.error(`  o que fazer: ${error.mend}`);
    if (error.details) console.error(`\n  o que a ferramenta disse:\n${indent(error.details)}`);
  },
};

/** @param {string} text */
function indent(text) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
