package io.mltwin.scoring.workspaces;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.http.EventLoopOrWorker;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.scoring.ScoringConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Asks workspace-service about workspaces and for tokens of their identities. */
@Singleton
public class WorkspaceClient implements Resettable {

    private static final String STORAGE = "https://storage.azure.com";

    private final ServiceHttp http;
    private final Tokens tokens;
    private final BoundedMemory<String, WorkspaceView> kept;

    public WorkspaceClient(ServiceHttp http, Tokens tokens, ScoringConfig config) {
        this.http = http;
        this.tokens = tokens;
        this.kept =
                new BoundedMemory<>(2 << 20, Duration.ofSeconds(config.scoring().workspaceCacheSeconds()));
    }

    record IdentityTokenRequest(String workspace, String resource) {}

    record IdentityToken(String accessToken) {
        @Override
        public String toString() {
            return "identity token";
        }
    }

    /**
     * Returns the workspace.
     *
     * @throws io.mltwin.armweb.AzureException 404 when there is none
     */
    public WorkspaceView get(ArmResourceId id) {
        return find(id).orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }

    /** Returns the workspace, or empty when there is none. */
    public Optional<WorkspaceView> find(ArmResourceId id) {
        Optional<WorkspaceView> known = kept.find(id.key());
        if (known.isPresent()) {
            return known;
        }
        EventLoopOrWorker.requireWorker();
        ServiceAnswer answer = http.request(
                        ServiceName.WORKSPACE,
                        "GET",
                        "/_internal/workspaces?id=" + UriEncoding.encodeQueryValue(id.toString()))
                .bearer(tokens.forService(ServiceName.WORKSPACE))
                .send();
        if (answer.status() == 404) {
            return Optional.empty();
        }
        WorkspaceView workspace = answer.orFault().as(WorkspaceView.class);
        kept.of(workspace.tenantId()).put(id.key(), workspace);
        return Optional.of(workspace);
    }

    /** Asks again about a workspace that has changed. */
    void forget(ArmResourceId id) {
        kept.remove(id.key());
    }

    @Override
    public void clear() {
        kept.clear();
    }

    /** Returns a token of the workspace's identity for its storage account. */
    public String storageToken(String workspaceId) {
        return http.request(ServiceName.WORKSPACE, "POST", "/_internal/workspaces/identity-token")
                .bearer(tokens.forService(ServiceName.WORKSPACE))
                .json(new IdentityTokenRequest(workspaceId, STORAGE))
                .send()
                .orFault()
                .as(IdentityToken.class)
                .accessToken();
    }
}
