package io.mltwin.workspace.arm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.platform.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dispatch table, and that the documentation says the same. */
class DispatchTableTest {

    private static final Pattern ROW = Pattern.compile("\\| (\\w+) \\| `([^`]+)` \\|");

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
        assertThat(DispatchTable.find(type)).isEqualTo(service);
    }

    @Test
    void typeWithoutARowIsAnsweredByNoService() {
        assertThat(DispatchTable.find("Microsoft.Foo/bars")).isNull();
        assertThat(DispatchTable.find("Microsoft.Authorization/foos")).isNull();
        assertThat(DispatchTable.find("Microsoft.StorageSync/services")).isNull();
        assertThat(DispatchTable.knows("microsoft.authorization")).isTrue();
        assertThat(DispatchTable.knows("Microsoft.Foo")).isFalse();
    }

    @Test
    void theDocumentationSaysTheSame() throws IOException {
        List<String> documented = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("..", "..", "docs", "arm-dispatch.md")));
        while (row.find()) {
            documented.add(row.group(1) + " " + row.group(2));
        }
        List<String> coded = new ArrayList<>();
        DispatchTable.ROWS.forEach(
                (service, prefixes) -> prefixes.forEach(prefix -> coded.add(service.lowerCase() + " " + prefix)));
        assertThat(documented).containsExactlyElementsOf(coded);
    }
}
