package io.mltwin.compute.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.node.job.JobBody;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineJobTest {

    private static final String WORKSPACE =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";

    @Test
    void itNamesNoStorageAndNoIdentity() {
        // Given
        JobBody job = new JobBody(
                "run1",
                "e",
                "token",
                1,
                Map.of("AZUREML_RUN_TOKEN", "token", "DEFAULT_IDENTITY_CLIENT_ID", "client"),
                new JobBody.Command("python3", "a b.py", List.of(), List.of()),
                null,
                List.of(new JobBody.SnapshotFile("a b.py", "https://localhost:8442/s/f", "account", "00")),
                List.of(),
                new JobBody.OutputUpload("https://localhost:8442/azureml/", "account"),
                null,
                "https://localhost:8444/history",
                "c",
                null,
                null,
                null,
                "azureml-filestore-w");

        // When
        JobBody placed = MachineJob.of(job, "ssh_1_d", "https://localhost:8444", WORKSPACE);

        // Then
        assertThat(placed.environmentVariables()).isEqualTo(Map.of("AZUREML_RUN_TOKEN", "token"));
        assertThat(placed.snapshotFiles())
                .containsExactly(new JobBody.SnapshotFile(
                        "a b.py", "https://localhost:8444/_node/ssh_1_d/code?path=a%20b.py", null, "00"));
        assertThat(placed.outputUpload())
                .isEqualTo(new JobBody.OutputUpload(
                        "https://localhost:8444/artifact/v2.0"
                                + WORKSPACE
                                + "/artifacts/ExperimentRun/dcid.run1/content?allowOverwrite=true&path=",
                        null));
        assertThat(placed.command()).isEqualTo(job.command());
        assertThat(placed.managementShare()).isNull();
        assertThat(placed.runToken()).isEqualTo("token");
    }
}
