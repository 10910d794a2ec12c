package io.mltwin.console.endpoints;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.console.page.TypedText;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;

/** The form that tries an endpoint, as it was filled in. */
public class TrialForm {

    @RestForm
    String credential;

    @RestForm
    String deployment;

    @RestForm
    String body;

    TrialFields fields() {
        return new TrialFields(credential == null ? "none" : credential, TypedText.stripped(deployment), orEmpty(body));
    }

    /**
     * The fields of a request to an endpoint.
     *
     * @param credential {@code none}, {@code primary}, {@code secondary} or {@code token}
     * @param deployment the deployment that shall answer; empty for any
     * @param body JSON
     */
    public record TrialFields(String credential, String deployment, String body) {

        static TrialFields example() {
            return new TrialFields("primary", "", "{\"data\": [[1.5, 1.5]]}");
        }
    }

    /**
     * A request to an endpoint, and its answer.
     *
     * @param millis how long the answer took
     * @param body the answer, its first part when it is long
     * @param requestId Azure's id of the request; null when the answer has none
     * @param row where its row in Application Insights is asked for; null without an id
     */
    public record Trial(
            int status, long millis, List<Header> headers, String body, boolean isCut, String requestId, String row) {

        /** One header of the answer. */
        public record Header(String name, String value) {}

        public boolean isRefused() {
            return status >= 400;
        }
    }
}
