package io.mltwin.console.runs;

import io.mltwin.console.page.TypedText;
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
                TypedText.stripped(displayName),
                TypedText.stripped(experiment),
                TypedText.stripped(compute),
                TypedText.stripped(environment),
                TypedText.stripped(code),
                TypedText.stripped(snapshot),
                TypedText.stripped(scriptName),
                TypedText.orEmpty(script),
                TypedText.stripped(command));
    }
}
