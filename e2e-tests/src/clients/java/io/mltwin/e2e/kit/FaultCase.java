package io.mltwin.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.Context;
import io.mltwin.client.AzureCore;
import io.mltwin.client.AzureService;
import io.mltwin.client.Fault;
import io.mltwin.client.InjectedFault;
import io.mltwin.client.Mltwin;
import io.mltwin.client.MltwinException;
import io.mltwin.client.Tenant;
import io.mltwin.client.Workspace;
import io.mltwin.junit.MltwinTest;
import io.mltwin.junit.WithFault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a test class does to see its client when Azure is not well; {@link MltwinAnnotationTest} runs it. */
@MltwinTest
@WithFault(service = AzureService.RESOURCE_MANAGER, operation = "GET /subscriptions/*", status = 503, times = 2)
class FaultCase {
    @Test
    void azuresOwnRetriesSurviveTwo(Mltwin platform, Tenant tenant, Workspace workspace) {
        Attempts attempts = new Attempts();
        HttpPipeline pipeline = new HttpPipelineBuilder()
                .policies(
                        new RetryPolicy(),
                        attempts,
                        new BearerTokenAuthenticationPolicy(
                                AzureCore.credential(tenant.owner()), "https://management.azure.com/.default"))
                .httpClient(AzureCore.httpClient(platform))
                .build();
        HttpRequest request = new HttpRequest(
                HttpMethod.GET,
                platform.of(AzureService.RESOURCE_MANAGER) + workspace.id() + "?api-version=2023-04-01");

        try (HttpResponse answer = pipeline.sendSync(request, Context.NONE)) {
            assertThat(answer.getStatusCode()).isEqualTo(200);
        }
        assertThat(attempts.statuses).containsExactly(503, 503, 200);
    }

    @Test
    @WithFault(service = AzureService.RESOURCE_MANAGER, status = 429)
    void nobodyElseIsHit(Mltwin platform, Tenant tenant) {
        Tenant other = platform.newTenant("other");

        assertThat(FirstCase.statusOf(platform, tenant.owner(), FirstCase.group(tenant)))
                .isEqualTo(429);
        assertThat(FirstCase.statusOf(platform, other.owner(), FirstCase.group(other)))
                .isEqualTo(200);
    }

    @Test
    void oneOfItsOwnEndsWhenItIsClosed(Tenant tenant) {
        String scope = "https://graph.microsoft.com/.default";
        try (InjectedFault fault = tenant.inject(
                Fault.in(AzureService.LOGIN).operation("POST /*/token").status(500))) {
            assertThatThrownBy(() -> tenant.reader().token(scope))
                    .isInstanceOf(MltwinException.class)
                    .hasMessageContaining("was answered 500: {\"error\":\"server_error\"");
            assertThat(fault.hits()).isEqualTo(1);
        }
        assertThat(tenant.reader().token(scope)).isNotEmpty();
    }

    /** Notes what each attempt was answered. */
    private static final class Attempts implements HttpPipelinePolicy {
        private final List<Integer> statuses = new ArrayList<>();

        @Override
        public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
            return next.process().doOnNext(answer -> statuses.add(answer.getStatusCode()));
        }

        @Override
        public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
            HttpResponse answer = next.processSync();
            statuses.add(answer.getStatusCode());
            return answer;
        }
    }
}
