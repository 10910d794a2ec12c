package io.mltwin.compute.workspaces;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.access.Tokens.AccessToken;
import io.mltwin.access.Tokens.CachedToken;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.workspaces.Workspace.WorkspaceObserved;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.reset.Resettable;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks workspace-service about workspaces, and for tokens of their identities. */
@Singleton
public class WorkspaceClient implements Resettable {

    private static final Duration KEPT = Duration.ofSeconds(5);

    private final ServiceHttp http;
    private final Tokens tokens;
    private final Clock clock;
    private final Event<WorkspaceObserved> told;
    private final BoundedMemory<String, Workspace> known = new BoundedMemory<>(2 << 20, KEPT);
    private final BoundedMemory<String, CachedToken> identityTokens = new BoundedMemory<>(
            6 << 20,
            Duration.ofDays(1),
            (id, cached) -> BoundedMemory.bytes(id, cached.token().value()));

    WorkspaceClient(ServiceHttp http, Tokens tokens, Clock clock, Event<WorkspaceObserved> told) {
        this.http = http;
        this.tokens = tokens;
        this.clock = clock;
        this.told = told;
    }

    record TokenRequest(String workspace, String resource, boolean forKey) {}

    /** The workspace; what does not exist is asked for again each time. */
    public Optional<Workspace> find(ArmResourceId id) {
        Optional<Workspace> found = known.find(id.key());
        if (found.isPresent()) {
            return found;
        }
        ServiceAnswer answer = http.request(
                        ServiceName.WORKSPACE,
                        "GET",
                        "/_internal/workspaces?id=" + UriEncoding.encodeQueryValue(id.toString()))
                .bearer(tokens.forService(ServiceName.WORKSPACE))
                .send();
        if (answer.status() == 404) {
            return Optional.empty();
        }
        Workspace workspace = answer.orFault().as(Workspace.class);
        told.fire(new WorkspaceObserved(workspace));
        known.of(workspace.tenantId()).put(id.key(), workspace);
        return Optional.of(workspace);
    }

    /** The workspace as it is now, for what may have been told too early. */
    public Workspace afresh(ArmResourceId id) {
        known.remove(id.key());
        return require(id);
    }

    /** The workspace, or Azure's 404. */
    public Workspace require(ArmResourceId id) {
        return find(id).orElseThrow(() -> resourceNotFound(id));
    }

    /**
     * A token of what the workspace acts as: its primary user-assigned identity, else its own.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code invalid_resource} for what no token is
     *     issued for
     */
    public AccessToken identityToken(String workspaceArmId, String resource) {
        return token(key(workspaceArmId, resource), new TokenRequest(workspaceArmId, resource, false));
    }

    /** A token of the user-assigned identity that opens the workspace's customer-managed key. */
    public AccessToken tokenForKey(String workspaceArmId, String resource) {
        return token(
                "key " + AsciiCase.lower(workspaceArmId) + " " + resource,
                new TokenRequest(workspaceArmId, resource, true));
    }

    private AccessToken token(String key, TokenRequest request) {
        long now = clock.instant().getEpochSecond();
        CachedToken kept = identityTokens.find(key).orElse(null);
        if (kept == null || !kept.isUsableAt(now)) {
            kept = CachedToken.of(fetch(request), now);
            identityTokens.of(AsciiCase.lower(request.workspace())).put(key, kept);
        }
        return kept.token();
    }

    /** Forgets a token that was refused: the identity may have a new key. */
    public void forgetToken(String workspaceArmId, String resource) {
        identityTokens.remove(key(workspaceArmId, resource));
    }

    /** Of the identity too, since a workspace can come to act as another one. */
    private String key(String workspaceArmId, String resource) {
        return find(ArmResourceId.parse(workspaceArmId))
                        .map(Workspace::identityClientId)
                        .orElse("nobody")
                + " "
                + AsciiCase.lower(workspaceArmId)
                + " "
                + resource;
    }

    @Override
    public void clear() {
        known.clear();
        identityTokens.clear();
    }

    private AccessToken fetch(TokenRequest request) {
        JsonNode answer = http.request(ServiceName.WORKSPACE, "POST", "/_internal/workspaces/identity-token")
                .bearer(tokens.forService(ServiceName.WORKSPACE))
                .json(request)
                .send()
                .orFault()
                .json();
        JsonNode expiry = answer.path("expiresOn");
        long expiresOn = expiry.isTextual() && expiry.asText().contains("T")
                ? Instant.parse(expiry.asText()).getEpochSecond()
                : expiry.asLong();
        return new AccessToken(answer.path("accessToken").asText(), expiresOn);
    }
}
