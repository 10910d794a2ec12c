package io.mltwin.workspace.machinelearning.privatelink;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.armweb.AzureException.badRequest;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.WorkspaceConnections;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.machinelearning.privatelink.PrivateEndpointConnectionProvider.PrivateEndpointConnectionMapper;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps the connections of private endpoints to workspaces. They are created with the private
 * endpoint, pending or approved, and deleted with it; the owner of the workspace approves, rejects
 * or removes them.
 */
@ApplicationScoped
public class PrivateEndpointConnections implements WorkspaceConnections {

    /** The one private link resource of a workspace. */
    public static final String GROUP = "amlworkspace";

    private final PrivateEndpointConnectionRepository rows;
    private final Workspaces workspaces;
    private final Clock clock;

    PrivateEndpointConnections(PrivateEndpointConnectionRepository rows, Workspaces workspaces, Clock clock) {
        this.rows = rows;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    /**
     * The request of a private endpoint to a workspace.
     *
     * @param isApproved true when the creator of the endpoint may approve its connection
     */
    public record Request(
            ArmResourceId workspace,
            ArmResourceId endpoint,
            String address,
            String subnetId,
            String message,
            boolean isApproved) {}

    /** How a connection stands. */
    public record State(ArmResourceId id, LinkStatus status, String description) {}

    /** Joins a private endpoint to a workspace that stands. */
    @Transactional
    public void connect(Request request) {
        Workspace workspace = workspaces.holdReady(request.workspace());
        PrivateEndpointConnectionEntity row = new PrivateEndpointConnectionEntity();
        ArmResourceId id = workspace
                .id()
                .child("privateEndpointConnections", request.endpoint().name() + "." + UUID.randomUUID());
        row.key = id.key();
        row.id = id.toString();
        row.workspaceKey = workspace.key();
        row.endpointKey = request.endpoint().key();
        row.endpointId = request.endpoint().toString();
        row.address = request.address();
        row.subnetId = request.subnetId();
        row.status = (request.isApproved() ? LinkStatus.APPROVED : LinkStatus.PENDING).text();
        row.description = request.isApproved() ? "Auto-Approved" : request.message();
        row.createdAt = clock.instant();
        rows.persist(row);
    }

    /** Returns how the connection of a private endpoint stands; none when the workspace has removed it. */
    @Transactional
    public Optional<State> of(ArmResourceId endpoint) {
        return rows.ofEndpoint(endpoint.key())
                .map(row -> new State(
                        ArmResourceId.parse(row.id), LinkStatus.find(row.status).orElseThrow(), row.description));
    }

    @Override
    @Transactional
    public List<Connected> of(Collection<String> workspaceKeys) {
        return workspaceKeys.isEmpty()
                ? List.of()
                : rows.of(workspaceKeys).stream()
                        .map(row -> new Connected(row.workspaceKey, PrivateEndpointConnectionMapper.body(row)))
                        .toList();
    }

    @Override
    @Transactional
    public Approved approved(String workspaceKey) {
        List<PrivateEndpointConnectionEntity> all = rows.of(List.of(workspaceKey)).stream()
                .filter(row -> row.status.equals(LinkStatus.APPROVED.text()))
                .toList();
        return new Approved(
                !all.isEmpty(),
                all.stream()
                        .map(row -> row.address)
                        .filter(java.util.Objects::nonNull)
                        .toList());
    }

    @Transactional
    List<PrivateEndpointConnectionBody> list(ArmResourceId workspace) {
        return rows.of(List.of(workspaces.requireReady(workspace).key())).stream()
                .map(PrivateEndpointConnectionMapper::body)
                .toList();
    }

    @Transactional
    PrivateEndpointConnectionBody get(ArmResourceId id) {
        return rows.findByIdOptional(id.key())
                .map(PrivateEndpointConnectionMapper::body)
                .orElseThrow(() -> resourceNotFound(id));
    }

    /** Approves or rejects; a connection that no private endpoint has made is not there. */
    @Transactional
    Outcome decide(ArmResourceId id, PrivateEndpointConnectionBody body) {
        PrivateEndpointConnectionBody.State wanted = body.properties().privateLinkServiceConnectionState();
        workspaces.holdReady(id.parent());
        PrivateEndpointConnectionEntity row = rows.locked(id.key());
        if (row == null) {
            throw resourceNotFound(id);
        }
        LinkStatus status = LinkStatus.find(wanted.status())
                .filter(LinkStatus::isDecision)
                .orElseThrow(() -> noDecision(wanted.status(), row.status));
        row.status = status.text();
        row.description = requireNonNullElse(wanted.description(), "");
        return Outcome.ok(PrivateEndpointConnectionMapper.body(row));
    }

    private static AzureException noDecision(String wanted, String standing) {
        return badRequest(
                        "ValidationError",
                        "A private endpoint connection in state '%s' can be set to Approved or Rejected, not to '%s'.",
                        standing,
                        wanted)
                .withTarget("properties.privateLinkServiceConnectionState.status");
    }

    /** The owner of the workspace wants it no more. */
    @Transactional
    Outcome delete(ArmCall call) {
        workspaces.holdReady(call.id().parent());
        return Outcome.deleted(rows.deleteById(call.id().key()));
    }

    /** The private endpoint goes. */
    @Transactional
    public Optional<ArmResourceId> disconnect(ArmResourceId endpoint) {
        return rows.ofEndpoint(endpoint.key()).map(row -> {
            rows.delete(row);
            return ArmResourceId.parse(row.id);
        });
    }

    /** Connections of private endpoints, by workspace and by endpoint. */
    @Singleton
    static class PrivateEndpointConnectionRepository
            implements PanacheRepositoryBase<PrivateEndpointConnectionEntity, String> {

        List<PrivateEndpointConnectionEntity> of(Collection<String> workspaceKeys) {
            return list("workspaceKey in ?1 order by createdAt, key", workspaceKeys);
        }

        Optional<PrivateEndpointConnectionEntity> ofEndpoint(String endpointKey) {
            return find("endpointKey", endpointKey).firstResultOptional();
        }

        PrivateEndpointConnectionEntity locked(String key) {
            return findById(key, LockModeType.PESSIMISTIC_WRITE);
        }
    }
}
