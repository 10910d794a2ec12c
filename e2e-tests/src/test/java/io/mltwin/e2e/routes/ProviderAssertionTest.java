package io.mltwin.e2e.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nobody reaches a provider's control plane but through Azure Resource Manager, nor an internal
 * endpoint but a service.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class ProviderAssertionTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @ParameterizedTest
    @CsvSource({
        "IDENTITY,  Microsoft.Authorization/roleAssignments/60000000-0000-4000-8000-00000000000f",
        "KEYVAULT,  Microsoft.KeyVault/vaults/directvault",
        "COMPUTE,   Microsoft.MachineLearningServices/workspaces/ws1/computes/direct",
        "SCORING,   Microsoft.ContainerRegistry/registries/directregistry",
        "TELEMETRY, Microsoft.Insights/components/direct",
    })
    void aProviderRefusesTheOwnerAndEveryServiceWithoutTheAssertion(PlatformService service, String resource)
            throws IOException {
        String path = PLATFORM.fixture().resourceGroupId() + "/providers/" + resource + "?api-version=2022-04-01";
        String[] tokens = {
            null, PLATFORM.azure().armToken("owner"), PLATFORM.tokens().administrator()
        };
        for (String token : tokens) {
            Call call = Call.of("PUT", PLATFORM.port(service), path)
                    .json(Map.of("location", "eastus", "properties", Map.of()));

            Reply reply = PLATFORM.client().send(token == null ? call : call.as(token));

            assertThat(reply.status()).as(reply.body().toString()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @EnumSource(PlatformService.class)
    void internalAndAdminEndpointsRefuseAnOwner(PlatformService service) throws IOException {
        String owner = PLATFORM.azure().armToken("owner");
        for (String path : new String[] {"/_internal/resources?id=x", "/_mltwin/clock", "/_mltwin/calls"}) {
            assertThat(PLATFORM.client()
                            .send(Call.of("GET", PLATFORM.port(service), path).as(owner))
                            .status())
                    .as(path)
                    .isEqualTo(401);
            assertThat(PLATFORM.client()
                            .send(Call.of("GET", PLATFORM.port(service), path))
                            .status())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/q/health/%2e%2e/%2e%2e/_mltwin/clock",
        "/q/health/%2E%2E/%2e./_internal/resources",
        "/q/health/..%2f..%2f_mltwin/clock",
        "//_mltwin/clock",
        "/_MLTWIN/clock",
        "/./_mltwin/clock",
    })
    void noSpellingOfAPathLeadsAroundTheCheck(String path) throws IOException {
        for (PlatformService service : PlatformService.values()) {
            assertThat(PLATFORM.flowClient()
                            .get("https://localhost:" + PLATFORM.port(service) + path, null)
                            .status())
                    .as(service + path)
                    .isBetween(400, 404);
        }
    }

    @Test
    void administrationDoesNotExistOnVirtualHosts() throws IOException {
        String administrator = PLATFORM.tokens().administrator();

        assertThat(PLATFORM.flowClient()
                        .get(PLATFORM.host("management", PlatformService.WORKSPACE) + "/_mltwin/clock", administrator)
                        .status())
                .isIn(401, 404);
        assertThat(PLATFORM.flowClient()
                        .get(PLATFORM.host("some.vault", PlatformService.KEYVAULT) + "/_mltwin/clock", administrator)
                        .status())
                .isIn(401, 404);
    }

    @Test
    void onlyAServiceGetsAServiceToken() throws IOException {
        for (String resource : new String[] {"api://mltwin/workspace", "api://mltwin-admin"}) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> PLATFORM.azure().token("owner", resource))
                    .hasMessageContaining("AADSTS");
        }
    }
}
