package io.mltwin.compute.schedules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.experiments.ExperimentService;
import io.mltwin.compute.jobs.Expressions;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.jobs.JobType;
import io.mltwin.compute.jobs.JobType.NewJob;
import io.mltwin.compute.jobs.JobTypes;
import io.mltwin.compute.schedules.ScheduleEntity.Content;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** The jobs of schedules: each due time has one, named after both. */
@Singleton
record ScheduledJobs(ScheduleService schedules, JobTypes types, WorkspaceClient workspaces, WorkspaceKeys keys) {

    private static final Logger LOG = Logger.getLogger(ScheduledJobs.class);
    private static final String DEFAULT_EXPERIMENT = "Default";
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 409, 501);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * Refuses a schedule whose job would be refused, and makes nothing of the job.
     *
     * @throws AzureException for what is refused of a job
     */
    void validate(OpenWorkspace workspace, String schedule, Content content, String correlationId) {
        JobRequest request = request(workspace, schedule, content, Instant.EPOCH, correlationId);
        type(request).validate(request);
        ExperimentService.requireName(
                request.properties().path("experimentName").asText(DEFAULT_EXPERIMENT));
    }

    private JobType type(JobRequest request) {
        return types.require(request.properties().path("jobType").asText(null));
    }

    private static JobRequest request(
            OpenWorkspace workspace, String schedule, Content content, Instant due, String correlationId) {
        String name = schedule + "-" + TIME.format(due);
        ObjectNode definition = content.properties().at("/action/jobDefinition").deepCopy();
        definition.put("displayName", name);
        ObjectNode properties = definition.path("properties").isObject()
                ? (ObjectNode) definition.path("properties")
                : definition.putObject("properties");
        properties.put(JobRequest.SCHEDULE, schedule);
        return new JobRequest(
                workspace,
                ArmResourceId.parse(workspace.workspace().id()).child("jobs", name),
                Expressions.fill(definition, Map.of("creation_context.trigger_time", due.toString())),
                content.creator(),
                correlationId,
                null);
    }

    /** Submits the job that a schedule is due for; the caller has claimed the schedule. */
    void submitDue(ScheduleEntity schedule) {
        Optional<Workspace> workspace = workspaces.find(schedule.armId().parent());
        if (workspace.isEmpty() || !workspace.get().workspaceId().equals(schedule.workspaceId)) {
            schedules.delete(schedule);
            return;
        }
        Content content = schedule.content();
        Trigger trigger = TriggerValidator.read(
                Json.read(content.properties(), ScheduleBody.Properties.class).trigger());
        schedules.fire(schedule, trigger, job(keys.open(workspace.get()), content, schedule));
    }

    /** The job, or nothing where it is refused: the next due time is tried again. */
    private NewJob job(OpenWorkspace workspace, Content content, ScheduleEntity schedule) {
        try {
            JobRequest request = request(workspace, schedule.name, content, schedule.nextDue, null);
            return type(request).prepare(request);
        } catch (AzureException refused) {
            if (!REFUSALS.contains(refused.status())) {
                throw refused;
            }
            LOG.warnf("The job of %s was refused: %s", schedule, refused.getMessage());
            return () -> {};
        }
    }
}
