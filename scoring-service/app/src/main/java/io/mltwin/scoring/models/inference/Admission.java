package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.tracing.CallRecorder;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/**
 * The verdict on the credential of a request to a web service or endpoint.
 *
 * @param kind as the log of calls names it
 * @param caller the caller that a token was given to, else null
 * @param refusal why the request is not let in, null when it is
 */
public record Admission(String kind, String caller, String refusal) {

    public static Admission admitted(String kind, String caller) {
        return new Admission(kind, caller, null);
    }

    public static Admission refused(String kind, String why) {
        return new Admission(kind, null, why);
    }

    public boolean isRefused() {
        return refusal != null;
    }

    /** Says in the log of calls and in the trace what came of the credential. */
    void note(CallRecorder recorder, RoutingContext context) {
        recorder.credential(context, kind, caller, isRefused() ? "refused: " + refusal : "accepted");
    }

    public AzureException fault() {
        return new AzureException(401, "Unauthorized", refusal).withHeaders(Map.of("WWW-Authenticate", "Bearer"));
    }
}
