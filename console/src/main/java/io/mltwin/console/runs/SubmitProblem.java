package io.mltwin.console.runs;

/** A reason why the form that submits a job cannot be sent. */
public enum SubmitProblem {
    NO_COMMAND,
    TWO_CODES,
    NO_NAME,
    NO_ENVIRONMENT
}
