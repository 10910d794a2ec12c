package io.mltwin.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.mltwin.client.AzureCore;
import io.mltwin.client.AzureService;
import io.mltwin.client.Mltwin;
import io.mltwin.client.Principal;
import io.mltwin.client.Tenant;
import io.mltwin.client.Workspace;
import io.mltwin.junit.AddressOf;
import io.mltwin.junit.MltwinTest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a test class of a project does, with a tenant for all its tests; {@link MltwinAnnotationTest} runs it. */
@MltwinTest
class FirstCase {
    static final List<Tenant> TENANTS = new CopyOnWriteArrayList<>();

    FirstCase(Tenant tenant) {
        TENANTS.add(tenant);
    }

    @Test
    void azuresOwnCredentialSignsIn(Mltwin platform, Tenant tenant, Workspace workspace) throws Exception {
        SSLContext before = SSLContext.getDefault();
        TokenCredential credential = new DefaultAzureCredentialBuilder()
                .configuration(AzureCore.configuration(tenant, tenant.reader()))
                .httpClient(AzureCore.httpClient(platform))
                .build();

        assertThat(statusOf(platform, credential, workspace.id())).isEqualTo(200);
        assertThat(SSLContext.getDefault()).isSameAs(before);
        assertThat(System.getProperty("javax.net.ssl.trustStore")).isNull();
    }

    @Test
    void rolesAreAsTheirNamesSay(Mltwin platform, Tenant tenant) {
        assertThat(statusOf(platform, tenant.contributor(), group(tenant))).isEqualTo(200);
        assertThat(statusOf(platform, tenant.reader(), group(tenant))).isEqualTo(200);
        assertThat(statusOf(platform, tenant.nobody(), group(tenant))).isEqualTo(403);
        assertThat(statusOf(platform, tenant.user(), group(tenant))).isEqualTo(403);
    }

    @Test
    void parametersOfAllTypes(
            Principal owner,
            SSLContext trust,
            java.net.http.HttpClient client,
            HttpClient azure,
            TokenCredential credential,
            @AddressOf(AzureService.RESOURCE_MANAGER) URI manager,
            @AddressOf(AzureService.TRAINING) URI training)
            throws Exception {
        assertThat(client.sslContext()).isSameAs(trust);
        assertThat(SSLContext.getDefault()).isNotSameAs(trust);
        assertThat(manager.getHost()).startsWith("management.");
        assertThat(training.getHost()).startsWith("eastus.api.");
        assertThat(credential
                        .getTokenSync(new TokenRequestContext().addScopes("https://management.azure.com/.default"))
                        .isExpired())
                .isFalse();
        assertThat(owner.userName()).isEmpty();
        assertThat(azure).isNotNull();
    }

    @Nested
    class Inside {
        @Test
        void theTenantIsThatOfTheClassAround(Tenant tenant) {
            assertThat(tenant).isSameAs(TENANTS.get(TENANTS.size() - 1));
        }
    }

    static String group(Tenant tenant) {
        return "/subscriptions/" + tenant.subscriptionId() + "/resourceGroups/" + tenant.resourceGroup();
    }

    static int statusOf(Mltwin platform, Principal principal, String resource) {
        return statusOf(platform, AzureCore.credential(principal), resource);
    }

    private static int statusOf(Mltwin platform, TokenCredential credential, String resource) {
        String token = credential
                .getTokenSync(new TokenRequestContext().addScopes("https://management.azure.com/.default"))
                .getToken();
        String version = resource.contains("MachineLearning") ? "2023-04-01" : "2021-04-01";
        HttpRequest request = new HttpRequest(
                        HttpMethod.GET,
                        platform.of(AzureService.RESOURCE_MANAGER) + resource + "?api-version=" + version)
                .setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + token);
        try (HttpResponse answer = AzureCore.httpClient(platform).sendSync(request, Context.NONE)) {
            return answer.getStatusCode();
        }
    }
}
