package io.mltwin.console.endpoints;

import io.mltwin.console.page.TypedText;
import jakarta.ws.rs.FormParam;

/** The form that tries an endpoint, as it was filled in. */
public class TrialForm {

    @FormParam("credential")
    String credential;

    @FormParam("deployment")
    String deployment;

    @FormParam("body")
    String body;

    TrialFields fields() {
        return new TrialFields(
                credential == null ? "none" : credential, TypedText.stripped(deployment), TypedText.orEmpty(body));
    }
}
