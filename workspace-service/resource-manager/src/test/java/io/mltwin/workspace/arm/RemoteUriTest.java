package io.mltwin.workspace.arm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.QueryString;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to a provider is read there as what was authorized. */
class RemoteUriTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subscriptions/s1/providers/Microsoft.KeyVault",
                "/subscriptions/s1/providers/Microsoft.KeyVault/vaults",
                "/subscriptions/s1/resourcegroups/rg1/providers/Microsoft.KeyVault//vaults/kv1",
                "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults/kv1/accessPolicies/add",
                "/subscriptions/s1/resourceGroups/r%20g(1)/providers/Microsoft.KeyVault/vaults",
                "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/w/computes",
                "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/w/computes/c/start",
                "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/w/providers/Microsoft.Insights/metrics",
                "/subscriptions/s1/providers/Microsoft.Insights/eventtypes/management/values",
                "/providers/Microsoft.Authorization/roleDefinitions",
                "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.Authorization/roleAssignments/a"
            })
    void theTargetIsTheSame(String path) {
        ArmCall call = call(path, "api-version=2022-10-01");

        ArmTarget read = ArmTarget.parse(URI.create(RemoteProviders.uri(call)).getRawPath());

        assertThat(read.id()).hasToString(call.id().toString());
        assertThat(read.type()).isEqualTo(call.target().type());
        assertThat(read.collection()).isEqualTo(call.target().collection());
        assertThat(read.action("GET")).isEqualTo(call.action());
    }

    @Test
    void theQueryIsEncodedWhateverTheClientSent() {
        String raw = "api%2Dversion=2022-10-01&$filter=roleName eq 'Reader'&timespan=a%252Fb&empty";

        URI sent = URI.create(
                RemoteProviders.uri(call("/subscriptions/s1/providers/Microsoft.Authorization/roleDefinitions", raw)));

        assertThat(QueryString.parse(sent.getRawQuery()))
                .isEqualTo(Map.of(
                        "api-version", "2022-10-01",
                        "$filter", "roleName eq 'Reader'",
                        "timespan", "a%2Fb",
                        "empty", ""));
    }

    private static ArmCall call(String path, String query) {
        return new ArmCall(
                "GET",
                ArmTarget.parse(path),
                "2022-10-01",
                QueryString.parse(query),
                null,
                new Caller("t1", "o1", "a1", null, List.of()),
                "c1",
                "https://management.mltwin.localhost:8442");
    }
}
