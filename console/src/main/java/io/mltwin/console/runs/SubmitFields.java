package io.mltwin.console.runs;

import io.mltwin.console.runs.RunsResource.SubmitProblem;

/**
 * The fields of the form that submits a job, none of them null.
 *
 * @param code id of a registered version of code; empty for none
 * @param snapshot id of a snapshot; empty for none
 * @param script a script that was typed in; empty for none
 */
public record SubmitFields(
        String displayName,
        String experiment,
        String compute,
        String environment,
        String code,
        String snapshot,
        String scriptName,
        String script,
        String command) {

    /** The form before anybody has filled it in: a script that prints and can be followed. */
    static SubmitFields example() {
        return new SubmitFields("", "console", "", "", "", "", "hello.py", """
                import time

                for step in range(5):
                    print("step", step, flush=True)
                    time.sleep(1)
                """, "python hello.py");
    }

    /** Returns what is missing or does not fit together; null when the form can be sent. */
    SubmitProblem problem() {
        if (command.isEmpty()) {
            return SubmitProblem.NO_COMMAND;
        }
        int sources = (code.isEmpty() ? 0 : 1) + (snapshot.isEmpty() ? 0 : 1);
        if (sources + (script.isBlank() ? 0 : 1) > 1) {
            return SubmitProblem.TWO_CODES;
        }
        if (!script.isBlank() && scriptName.isEmpty()) {
            return SubmitProblem.NO_NAME;
        }
        return environment.isEmpty() ? SubmitProblem.NO_ENVIRONMENT : null;
    }
}
