package io.mltwin.workspace.machinelearning.provisioning;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;

/** Talks to model management, which is scoring-service. */
@Singleton
class ModelManagementClient {

    private final ServiceHttp http;
    private final Tokens tokens;

    ModelManagementClient(ServiceHttp http, Tokens tokens) {
        this.http = http;
        this.tokens = tokens;
    }

    /**
     * Deletes models, assets, images and web services of a workspace; may be repeated.
     *
     * @throws io.mltwin.armweb.AzureException 503 when the service is away
     */
    void deleteAll(ArmResourceId workspace, String correlationId) {
        http.request(
                        ServiceName.SCORING,
                        "DELETE",
                        "/_internal/workspaces?id=" + UriEncoding.encodeQueryValue(workspace.toString()))
                .bearer(tokens.forService(ServiceName.SCORING))
                .correlationId(correlationId)
                .send()
                .orFault();
    }
}
