package io.mltwin.workspace.arm;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.workspace.arm.ArmPipeline.ArmRequest;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.subscriptions.Subscription;
import java.util.Set;

/** The state of one request in the pipeline, to which each stage adds. */
final class ArmExchange {

    private final ArmRequest request;
    private final String activityId;

    /** Set by the first stage. */
    ArmCall call;

    /** Null at tenant level, and for a subscription that does not exist. */
    Subscription subscription;

    /** Keys of the items of a list that the caller may see; null for all. */
    Set<String> visible;

    /** The operation that a poll asks about, else null. */
    Operation polled;

    /** The write as policies have judged it, when one is about it, else null. */
    WritePolicyEvaluator.EvaluatedWrite judged;

    /** True once a begin event was written. */
    boolean begun;

    ArmAnswer answer;

    /** The operation that goes on after the answer, else null. */
    Operation operation;

    /** Why the request failed, else null. */
    RuntimeException failure;

    ArmExchange(ArmRequest request, String activityId) {
        this.request = request;
        this.activityId = activityId;
    }

    ArmRequest request() {
        return request;
    }

    String activityId() {
        return activityId;
    }

    JsonNode body() {
        return call.body();
    }

    boolean isWrite() {
        return !(call == null ? request.isRead() : call.target().isRead(request.method()));
    }
}
