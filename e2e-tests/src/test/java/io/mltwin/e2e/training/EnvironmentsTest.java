package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.platform.WheelServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Jobs in environments that a user has registered: a node prepares them before the command. */
@TestInstance(Lifecycle.PER_CLASS)
class EnvironmentsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final List<String> ENDED = List.of("Completed", "Failed");
    private static final String IMAGE = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04";

    private WorkspaceJobs jobs;

    @BeforeAll
    void aWorkspaceWithACluster() throws Exception {
        jobs = WorkspaceJobs.of(PLATFORM);
    }

    @Test
    void aJobRunsInTheEnvironmentThatIsPreparedForIt() throws Exception {
        // Given
        String environment = register("{dependencies: [python=3.9, {pip: [pip]}]}");

        // When
        String job = submit(
                environment,
                "mkdir -p outputs && python -c 'import sys; print(sys.prefix != sys.base_prefix)'"
                        + " > outputs/own.txt");

        // Then
        await().atMost(PATIENCE).until(() -> jobs.status(job).equals("Completed"));
        assertThat(jobs.artifact(job, "outputs/own.txt").strip()).isEqualTo("True");
        assertThat(jobs.artifact(job, "logs/azureml/20_image_build_log.txt"))
                .contains("Requirement already satisfied: pip")
                .containsPattern("/azureml/azureml_[0-9a-f]{32}:latest is pushed: sha256:");
    }

    @Test
    void aJobInAnImageAloneFindsPythonAndPip() throws Exception {
        // Given
        String environment = register(null);

        // When
        String job = submit(
                environment,
                "mkdir -p outputs && echo 'print(42)' > train.py && bash -c 'python train.py'"
                        + " > outputs/own.txt && pip --version >> outputs/own.txt"
                        + " && python -m pip --version >> outputs/own.txt");

        // Then
        await().atMost(PATIENCE).until(() -> ENDED.contains(jobs.status(job)));
        assertThat(jobs.artifact(job, "outputs/own.txt"))
                .as(jobs.artifact(job, "logs/azureml/70_driver_log.txt"))
                .matches("42\n(pip [0-9].*\n){2}");
    }

    @Test
    void aScriptInstallsAPackageOfTheIndexItself() throws Exception {
        // Given
        String environment = register(null);

        // When
        String job = submit(
                environment,
                "mkdir -p outputs && pip install --quiet greeting"
                        + " && python -c 'import greeting; print(greeting.__version__)' > outputs/own.txt");

        // Then
        await().atMost(PATIENCE).until(() -> ENDED.contains(jobs.status(job)));
        assertThat(jobs.artifact(job, "outputs/own.txt"))
                .as(jobs.artifact(job, "logs/azureml/70_driver_log.txt"))
                .isEqualTo(WheelServer.PACKAGE_VERSION + "\n");
    }

    @Test
    void missingPackageFailsTheJob() throws Exception {
        // Given
        String environment = register("{dependencies: [{pip: [--no-index, no-such-package]}]}");

        // When
        String job = submit(environment, "true");

        // Then
        await().atMost(PATIENCE).until(() -> jobs.status(job).equals("Failed"));
        assertThat(jobs.artifact(job, "logs/azureml/70_driver_log.txt"))
                .contains("cannot be prepared", "No matching distribution found");
    }

    private String register(String condaFile) throws IOException {
        String id = "/environments/prepared-" + UUID.randomUUID() + "/versions/1";
        Map<String, String> properties =
                condaFile == null ? Map.of("image", IMAGE) : Map.of("image", IMAGE, "condaFile", condaFile);
        jobs.send("PUT", id, Map.of("properties", properties)).expect(201);
        return jobs.workspace() + id;
    }

    private String submit(String environment, String command) throws IOException {
        String name = "job-" + UUID.randomUUID();
        Map<String, Object> properties = Map.of(
                "jobType",
                "Command",
                "command",
                command,
                "experimentName",
                "environments",
                "computeId",
                jobs.workspace() + "/computes/cpu-cluster",
                "environmentId",
                environment);
        jobs.send("PUT", "/jobs/" + name, Map.of("properties", properties)).expect(201);
        return name;
    }
}
