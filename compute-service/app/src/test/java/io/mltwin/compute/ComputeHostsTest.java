package io.mltwin.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.platform.Addresses;
import io.mltwin.testkit.TestSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComputeHostsTest {

    private static final String WS =
            "/subscriptions/S/resourceGroups/G/providers/Microsoft.MachineLearningServices/workspaces/W";

    @ParameterizedTest
    @CsvSource({
        "localhost, /history/v1.0WS/experiments/e, /history/S/G/W/experiments/e",
        "eastus.api.mltwin.localhost, /history/v1.0WS/experiments/e, /history/S/G/W/experiments/e",
        "localhost, /history/v1.0/SUBSCRIPTIONS/S/resourcegroups/G/PROVIDERS/microsoft.machinelearningservices/Workspaces/W, /history/S/G/W",
        "localhost, //history/v1.0WS//experiments//e, /history/S/G/W/experiments/e",
        "localhost, /metric/v2.0WS/runs/r/batch, /metric/S/G/W/runs/r/batch",
        "localhost, /metric/v1.0WS/runs/r/batch, ",
        "localhost, /history/v9.0WS/experiments/e, ",
        "localhost, /discovery, /discovery/-",
        "westus.api.mltwin.localhost, /discovery/workspaces/abc, /discovery/westus",
        "localhost, /discovery/%2e%2e/history/v1.0WS, ",
        "localhost, /history/v1.0WS/%2E./_mltwin/clock, ",
        "localhost, /discovery/../_mltwin/clock, ",
        "localhost, /mlflow/v1.0WS/api/2.0/mlflow/runs/get, /mlflow/S/G/W/api/2.0/mlflow/runs/get",
        "localhost, /mlflow/v2.0WS/api, ",
        "localhost, /hyperdrive/v1.0/x/runs, /unbuilt/hyperdrive/v1.0/x/runs",
        "e-1.eastus.inference.mltwin.localhost, /jobs, /batch/e-1.eastus/jobs",
        "e-1.inference.mltwin.localhost, /jobs, ",
        "a.e-1.eastus.inference.mltwin.localhost, /jobs, ",
        "e-1.eastus.inference.mltwin.localhost, /../_mltwin/clock, ",
        "eastus.api.mltwin.localhost, /mferp/managementfrontendWS/batchEndpoints/e/jobs, /mferp/S/G/W/batchEndpoints/e/jobs",
        "localhost, /mferp/v1.0WS/batchEndpoints/e/jobs, ",
        "localhost, /mferp/other, /unbuilt/mferp/other",
        "localhost, /registrymanagement/v1.0/registries/r/discovery, /unbuilt/registrymanagement/v1.0/registries/r/discovery",
        "localhost, /_node/n/next, /_node/n/next",
        "localhost, /_batch/pools/p, /_batch/pools/p",
        "eastus.api.mltwin.localhost, /_batch/pools/p, ",
        "eastus.api.mltwin.localhost, /_node/n/next, ",
        "eastus.api.mltwin.localhost, /_mltwin/clock, ",
        "eastus.api.mltwin.localhost, /_internal/computes, ",
        "eastus.api.mltwin.localhost, /subscriptions/S, ",
        "localhost, /subscriptions/S/x, /provider/subscriptions/S/x",
        "localhost, /_internal/computes, /_internal/computes",
        "kv1.vault.mltwin.localhost, /_mltwin/clock, ",
        "localhost, /else, "
    })
    void mapsHostAndPath(String host, String path, String expected) {
        ComputeHosts hosts = new ComputeHosts(new Addresses(TestSettings.of("compute"), null));

        assertThat(hosts.internalPath(host, path.replace("WS", WS)))
                .isEqualTo(expected == null ? null : expected.replace("WS", WS));
    }
}
