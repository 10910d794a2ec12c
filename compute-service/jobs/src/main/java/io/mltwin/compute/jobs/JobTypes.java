package io.mltwin.compute.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.Json;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.encoding.AsciiCase;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The types of jobs that are built. */
@Singleton
public class JobTypes {

    private final List<JobType> types;

    JobTypes(@All List<JobType> types) {
        this.types = List.copyOf(types);
    }

    /**
     * The type of a new job.
     *
     * @throws io.mltwin.armweb.AzureException 400 for none of Azure's types, 501 for one that is
     *     not built
     */
    public JobType require(String jobType) {
        return types.stream()
                .filter(type -> AsciiCase.equal(type.jobType(), jobType))
                .findFirst()
                .orElseThrow(() -> JobValidator.unknownType(jobType));
    }

    /** The type of a run; empty when the run was not submitted as a job. */
    Optional<JobType> of(RunBody run) {
        boolean isJob = run.runDefinition() != null && run.runDefinition().hasNonNull("jobType");
        return types.stream()
                .filter(type -> isJob && type.runType().equals(run.runType()))
                .findFirst();
    }

    /** What the runs of jobs have as their type; {@code jobType} null for jobs of all types. */
    List<String> runTypes(String jobType) {
        return types.stream()
                .filter(type -> jobType == null || AsciiCase.equal(type.jobType(), jobType))
                .map(JobType::runType)
                .toList();
    }

    /**
     * Reads a job's properties.
     *
     * @throws io.mltwin.armweb.AzureException 400 naming the member that does not fit
     */
    public static <B> B read(JsonNode properties, Class<B> body) {
        return Json.read(
                properties, body, e -> ArmErrors.invalidRequestContent("The job cannot be read: " + Json.reason(e)));
    }
}
