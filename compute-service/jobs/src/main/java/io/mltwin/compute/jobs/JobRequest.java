package io.mltwin.compute.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.Caller;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/**
 * A new job that is asked for: by a client, or later by this service on behalf of one.
 *
 * @param properties the job as it was given
 * @param caller whose job it is
 * @param parentRunId the run that leads it; null where a client submitted it
 */
@RecordBuilder
public record JobRequest(
        OpenWorkspace workspace,
        ArmResourceId id,
        JsonNode properties,
        Caller caller,
        String correlationId,
        String parentRunId)
        implements JobRequestBuilder.With {

    /** The property of a job that names the schedule it was submitted by. */
    public static final String SCHEDULE = "azureml.scheduleName";

    private static final String VERSION = "2024-04-01";

    /** Its checks may come long after its caller's token, whose groups may not be theirs then. */
    public JobRequest {
        caller = withoutGroups(caller);
    }

    /** Identity counts the groups that a principal is in when it is asked. */
    private static Caller withoutGroups(Caller caller) {
        return new Caller(
                caller.tenantId(), caller.objectId(), caller.applicationId(), caller.userPrincipalName(), List.of());
    }

    public Actor submitter() {
        return new Actor(caller.objectId(), caller.tenantId(), caller.displayName(), null);
    }

    /** Returns a job that this one leads. */
    public JobRequest child(String name, JsonNode job) {
        return new JobRequest(workspace, id.parent().child("jobs", name), job, caller, correlationId, id.name());
    }

    /** The PUT of this job, for checks of what its submitter may do. */
    public ArmCall call() {
        return new ArmCall("PUT", ArmTarget.parse(id.toString()), VERSION, Map.of(), null, caller, correlationId, "");
    }

    @Override
    public String toString() {
        return "job " + id.name();
    }
}
