package io.mltwin.scoring.models.inference;

import io.mltwin.platform.tracing.CallRecorder;
import io.vertx.ext.web.RoutingContext;

/** An answer with what came of the request's credential. */
public record Scored(ScoringAnswer answer, Admission admission, String workspaceId) {

    /** Says in the log of calls and in the trace what came of the request. */
    public void note(CallRecorder recorder, RoutingContext context) {
        admission.note(recorder, context);
        recorder.about(context, workspaceId);
    }
}
