package io.mltwin.workspace.arm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.ResourceTypeTable;
import io.mltwin.platform.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of types, and that the documentation shows it. */
class ResourceTypeTableTest {

    private static final String HEAD = "| service | namespace or type |\n|---|---|\n";

    @ParameterizedTest
    @CsvSource({
        "Microsoft.Resources/subscriptions/resourceGroups, WORKSPACE",
        "Microsoft.MachineLearningServices/workspaces, WORKSPACE",
        "Microsoft.MachineLearningServices/workspaces/listKeys, WORKSPACE",
        "Microsoft.MachineLearningServices/workspaces/privateEndpointConnections, WORKSPACE",
        "Microsoft.MachineLearningServices/workspaces/connections, WORKSPACE",
        "microsoft.machinelearningservices/WORKSPACES/computes, COMPUTE",
        "Microsoft.MachineLearningServices/workspaces/computes/start, COMPUTE",
        "Microsoft.MachineLearningServices/workspaces/datastores/listSecrets, COMPUTE",
        "Microsoft.MachineLearningServices/workspaces/data/versions, COMPUTE",
        "Microsoft.MachineLearningServices/workspaces/database, WORKSPACE",
        "Microsoft.MachineLearningServices/locations/vmSizes, COMPUTE",
        "Microsoft.MachineLearningServices/workspaces/models/versions, SCORING",
        "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments, SCORING",
        "Microsoft.MachineLearningServices/workspaces/services, SCORING",
        "Microsoft.ContainerRegistry/registries/listCredentials, SCORING",
        "Microsoft.KeyVault/vaults/accessPolicies, KEYVAULT",
        "Microsoft.Insights/components, TELEMETRY",
        "Microsoft.Insights/eventtypes/values, TELEMETRY",
        "Microsoft.Authorization/roleAssignments, IDENTITY",
        "Microsoft.Authorization/locks, WORKSPACE",
        "Microsoft.Authorization/policyAssignments, WORKSPACE",
        "Microsoft.Storage/storageAccounts/blobServices/containers, WORKSPACE"
    })
    void theLongestMatchAnswers(String type, ServiceName service) {
        assertThat(ResourceTypeTable.service(type).map(ServiceName::of)).contains(service);
    }

    @Test
    void typeWithoutARowIsAnsweredByNoService() {
        assertThat(ResourceTypeTable.service("Microsoft.Foo/bars")).isEmpty();
        assertThat(ResourceTypeTable.service("Microsoft.Authorization/foos")).isEmpty();
        assertThat(ResourceTypeTable.service("Microsoft.StorageSync/services")).isEmpty();
        assertThat(ResourceTypeTable.namespace("microsoft.authorization")).contains("Microsoft.Authorization");
        assertThat(ResourceTypeTable.namespace("Microsoft.Foo")).isEmpty();
    }

    /** The expected rows lie in {@code target/arm-dispatch.md}. */
    @Test
    void theDocumentationShowsTheTable() throws IOException {
        StringBuilder rows = new StringBuilder(HEAD);
        for (String namespace : ResourceTypeTable.namespaces()) {
            ResourceTypeTable.service(namespace).ifPresent(service -> row(rows, service, namespace));
            for (String type : ResourceTypeTable.types(namespace)) {
                String full = namespace + "/" + type;
                row(rows, ResourceTypeTable.service(full).orElseThrow(), full);
            }
        }
        Files.writeString(Path.of("target", "arm-dispatch.md"), rows);
        String page = Files.readString(Path.of("..", "..", "docs", "arm-dispatch.md"));

        assertThat(List.of(page.substring(page.indexOf(HEAD)).split("\n")))
                .containsExactly(rows.toString().split("\n"));
    }

    private static void row(StringBuilder rows, String service, String type) {
        rows.append("| ").append(service).append(" | `").append(type).append("` |\n");
    }
}
