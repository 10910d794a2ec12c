package io.mltwin.compute.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Caller;

/** A job whose run leads others, as it was submitted; its leader submits what it leads. */
public interface SubmittedJob {

    String workspaceArmId();

    /** The job's properties, as its leader reads them again. */
    JsonNode definition();

    /** The principal whose job it is. */
    Caller caller();

    String correlationId();
}
