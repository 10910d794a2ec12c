package io.mltwin.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.client.AzureService;
import io.mltwin.client.Mltwin;
import io.mltwin.client.Tenant;
import io.mltwin.junit.MltwinTest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Another test class, which knows nothing of {@link FirstCase}; {@link MltwinAnnotationTest} runs both. */
@MltwinTest
class SecondCase {
    static final Set<Tenant> TENANTS = new HashSet<>();

    @RepeatedTest(2)
    void theOwnerSeesOneSubscription(Mltwin platform, Tenant tenant) throws Exception {
        TENANTS.add(tenant);
        String token = tenant.owner().token("https://management.azure.com/.default");

        String listed = platform.httpClient()
                .send(
                        HttpRequest.newBuilder(platform.of(AzureService.RESOURCE_MANAGER)
                                        .resolve("/subscriptions?api-version=2021-04-01"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofString())
                .body();

        assertThat(listed.split("\"subscriptionId\":")).hasSize(2);
        assertThat(listed).contains(tenant.subscriptionId());
        assertThat(TENANTS).hasSize(1);
    }

    @Test
    void tenantsOfTheOtherClassAreNotSeen(Mltwin platform, Tenant tenant) {
        List<Tenant> others = new CopyOnWriteArrayList<>(FirstCase.TENANTS);

        assertThat(others).isNotEmpty().doesNotContain(tenant).allSatisfy(other -> {
            assertThat(FirstCase.statusOf(platform, tenant.owner(), FirstCase.group(other)))
                    .isGreaterThanOrEqualTo(401);
            assertThat(FirstCase.statusOf(platform, other.owner(), FirstCase.group(tenant)))
                    .isGreaterThanOrEqualTo(401);
        });
    }
}
