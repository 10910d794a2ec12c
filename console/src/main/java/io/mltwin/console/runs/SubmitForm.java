package io.mltwin.console.runs;

import jakarta.ws.rs.FormParam;

/** The form that submits a job, as it was filled in. */
public class SubmitForm {

    @FormParam("displayName")
    String displayName;

    @FormParam("experiment")
    String experiment;

    @FormParam("compute")
    String compute;

    @FormParam("environment")
    String environment;

    @FormParam("code")
    String code;

    @FormParam("snapshot")
    String snapshot;

    @FormParam("scriptName")
    String scriptName;

    @FormParam("script")
    String script;

    @FormParam("command")
    String command;

    /** Returns the fields as a page shows them, none of them null. */
    SubmitFields fields() {
        return new SubmitFields(
                text(displayName),
                text(experiment),
                text(compute),
                text(environment),
                text(code),
                text(snapshot),
                text(scriptName),
                script == null ? "" : script,
                text(command));
    }

    private static String text(String field) {
        return field == null ? "" : field.strip();
    }
}
