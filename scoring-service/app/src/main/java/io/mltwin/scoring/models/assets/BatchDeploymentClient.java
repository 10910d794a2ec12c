package io.mltwin.scoring.models.assets;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.List;

/** Asks compute-service, which keeps batch endpoints, what models their deployments use. */
@Singleton
class BatchDeploymentClient {

    private final ServiceHttp http;
    private final Tokens tokens;

    BatchDeploymentClient(ServiceHttp http, Tokens tokens) {
        this.http = http;
        this.tokens = tokens;
    }

    /**
     * Returns the deployments of a workspace that use a model.
     *
     * @throws io.mltwin.armweb.AzureException 503 when the service is away
     */
    BatchModelUsers find(String workspaceKey) {
        ServiceAnswer answer = http.request(
                        ServiceName.COMPUTE,
                        "GET",
                        "/_internal/batch-deployments/models?workspace=" + UriEncoding.encodeQueryValue(workspaceKey))
                .bearer(tokens.forService(ServiceName.COMPUTE))
                .send();
        // without the workspace there is no deployment in it
        return answer.status() == 404
                ? BatchModelUsers.NONE
                : new BatchModelUsers(List.of(answer.orFault().as(BatchModelUsers.Deployment[].class)));
    }
}
