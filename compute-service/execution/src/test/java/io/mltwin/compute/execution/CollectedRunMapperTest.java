package io.mltwin.compute.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.compute.collected.CollectedRun;
import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.runs.CreateRunRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DAT-01, DAT-02, DAT-07: what Microsoft collects of a run. */
class CollectedRunMapperTest {

    private static final Instant NOW = Instant.parse("2020-11-07T12:00:00Z");
    private static final String SUBMITTER = "11111111-2222-4333-8444-555555555555";

    private static CollectedRun collected(String definition, Map<String, String> variables) throws Exception {
        JsonNode json = definition == null ? null : new ObjectMapper().readTree(definition);
        CreateRunRequest run = CreateRunRequest.of("my-run")
                .runType("commandjob")
                .target("cpu-cluster")
                .runDefinition(json)
                .build();
        JobContent job = new JobContent(
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w",
                "experiment-id",
                "churn",
                SUBMITTER,
                null,
                "echo",
                List.of(),
                new EnvironmentPlan(
                        "AzureML-Tribuo-4.3", "1", true, "java", null, List.of(), List.of(), Map.of(), null),
                variables,
                null,
                List.of(),
                List.of(new RunData("d", "store1", RunData.Mode.DOWNLOAD, "patients/of/berlin", "d", false)),
                "c",
                null,
                RunRequirements.NONE);
        return CollectedRunMapper.collected(run, job, NOW);
    }

    @Test
    void itHasNamesTheRunIdAndVariables() throws Exception {
        // When
        CollectedRun run = collected(null, Map.of("FOO", "1"));

        // Then
        assertThat(run)
                .usingRecursiveComparison()
                .ignoringFields("eventId")
                .isEqualTo(new CollectedRun(
                        null,
                        NOW,
                        "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w",
                        "my-run",
                        "commandjob",
                        "churn",
                        "cpu-cluster",
                        "AzureML-Tribuo-4.3",
                        "1",
                        List.of("store1"),
                        List.of(),
                        Map.of("FOO", "1")));
    }

    @Test
    void itHasNoPerson() throws Exception {
        CollectedRun run = collected(null, Map.of());

        assertThat(new ObjectMapper().findAndRegisterModules().writeValueAsString(run))
                .doesNotContain(SUBMITTER);
        assertThat(run.toString()).isEqualTo("collected run my-run");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "-", textBlock = """
                    azureml:patients:3,                                                      patients, -
                    azureml:patients@latest,                                                 patients, -
                    /subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/data/patients/versions/3, patients, -
                    azureml:/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/data/patients/versions/3, patients, -
                    azureml://datastores/lake/paths/folder/file.csv,                         -,        lake
                    azureml://subscriptions/s/resourcegroups/g/workspaces/w/datastores/lake/paths/x, -, lake
                    https://a.blob.core.windows.net/c/f.csv?sv=1&sig=c2VjcmV0,               -,        -
                    wasbs://c@a.blob.core.windows.net/f.csv,                                 -,        -
                    """)
    void ofDataItHasNamesAndNoAddress(String uri, String asset, String datastore) throws Exception {
        // When
        CollectedRun run = collected("""
                        {"inputs": {"a": {"jobInputType": "uri_file", "uri": "%s"}, "n": {"jobInputType": "literal", "value": "5"}},
                         "outputs": {"o": {"jobOutputType": "uri_folder", "uri": "%s"}}}
                        """.formatted(uri, uri), Map.of());

        // Then
        assertThat(run.dataAssets()).isEqualTo(asset == null ? List.of() : List.of(asset));
        assertThat(run.datastores()).isEqualTo(datastore == null ? List.of("store1") : List.of(datastore, "store1"));
    }

    @Test
    void variablesThatNoProcessCouldHaveAreLeftOut() throws Exception {
        CollectedRun run = collected(null, Map.of("A", "1", "LONG", "x".repeat(1 << 21), "Z", "26"));

        assertThat(run.environmentVariables()).containsOnlyKeys("A", "Z");
    }
}
