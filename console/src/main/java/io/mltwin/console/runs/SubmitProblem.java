package io.mltwin.console.runs;

/** What keeps the form that submits a job from being sent. */
public enum SubmitProblem {
    NO_COMMAND,
    TWO_CODES,
    NO_NAME,
    NO_ENVIRONMENT
}
