package io.mltwin.scoring.models.endpoints;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;
import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.managedidentities.IdentityChange;
import io.mltwin.managedidentities.IdentityRequest;
import io.mltwin.resourceprovider.ResourceClaim;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.TrackedResource;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.endpoints.OnlineEndpointBody.AuthMode;
import io.mltwin.scoring.models.endpoints.ServedEndpoint.OnlineEndpointChanged;
import io.mltwin.scoring.models.services.AuthKeys;
import io.mltwin.scoring.models.services.ComputeClient;
import io.mltwin.scoring.models.services.EndpointTokens;
import io.mltwin.scoring.workspaces.V2Api;
import io.mltwin.scoring.workspaces.WorkspaceClient;
import io.mltwin.scoring.workspaces.WorkspaceView;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Online endpoints: made, changed, deleted. Azure Resource Manager has authorized every call that
 * ends here.
 *
 * <p>Deviation: an endpoint's identities are principals that roles may be given to, and one of them
 * reads the secrets that environment variables of deployments refer to: the endpoint's own, else the
 * first that it was given; scoring scripts get no tokens of them. A Kubernetes endpoint runs on an attached AKS cluster, as no
 * targets of the kind Kubernetes can be attached.
 */
@Singleton
public record OnlineEndpointService(
        OnlineEndpointRepository rows,
        EndpointDeployments deployments,
        WorkspaceClient workspaces,
        V2Api api,
        ComputeClient computes,
        HostedIdentities identities,
        AuthKeys keys,
        EndpointTokens tokens,
        Event<OnlineEndpointChanged> changed) {

    /** The answers of other services about a request. */
    record Prepared(WorkspaceView workspace, IdentityChange identities) {}

    /** Passes calls for endpoints of workspaces that exist and that the v2 API is open for. */
    public void requireOpen(ArmCall call) {
        ArmResourceId workspace = workspaceOf(call.id());
        workspaces.find(workspace).orElseThrow(() -> parentResourceNotFound(workspace));
        api.requireOpen(workspace);
    }

    /** The workspace of an endpoint or deployment. */
    public static ArmResourceId workspaceOf(ArmResourceId id) {
        return id.types().size() < 2 ? id : workspaceOf(id.parent());
    }

    static AzureException nameTaken(OnlineEndpointEntity row) {
        return conflict(
                "Conflict",
                "There is already an endpoint '%s' in the region %s; endpoint names are unique in a region.",
                row.name,
                row.location);
    }

    /**
     * Gives the identities that are asked for, and ends those that are not, after all else that the
     * transaction would refuse.
     */
    Prepared prepare(ArmCall call, OnlineEndpointBody body, OnlineEndpointEntity row, ResourceClaim claim) {
        ArmResourceId id = call.id();
        WorkspaceView workspace = workspaces.get(id.parent());
        invalidIf(
                !row.location.equals(TrackedResource.location(workspace.location())),
                "location",
                "An endpoint lies in the region of its workspace, %s.",
                workspace.location());
        OnlineEndpointBody.Properties given = body.properties();
        if (call.isPut() && given.compute() != null) {
            computes.requireAks(id.parent().toString(), given.compute().replaceFirst(".*/", ""));
        }
        RowTransactions.inOne(() -> {
            route(call, row, given);
            return null;
        });
        List<HostedIdentity> before = HostedIdentity.read(row.identities);
        IdentityRequest wanted = IdentityRequest.read(body.identity());
        if (wanted == null && call.isPut()) {
            wanted = IdentityRequest.NONE;
        }
        IdentityChange change = new IdentityChange(
                before,
                wanted == null
                        ? before
                        : identities.apply(id, call.caller().tenantId(), before, wanted, call.isPut(), call.caller()));
        claim.undoBy(() -> identities.end(id, change.added()));
        return new Prepared(workspace, change);
    }

    /** Ends the identities of an endpoint that is to be deleted; its row goes after them. */
    void endIdentities(OnlineEndpointEntity row) {
        identities.end(row.armId(), HostedIdentity.read(row.identities));
    }

    /** Returns the identity that an endpoint acts as: its own, else the first that was given to it. */
    public Optional<HostedIdentity> identity(ArmResourceId endpoint) {
        List<HostedIdentity> all =
                RowTransactions.reading(() -> HostedIdentity.read(rows.require(endpoint).identities));
        return HostedIdentities.find(all, endpoint.toString())
                .or(() -> all.stream().findFirst());
    }

    /** Changes a row as a PUT asks for, or in what a PATCH names. */
    void change(ArmCall call, OnlineEndpointEntity row, OnlineEndpointBody body, Prepared prepared) {
        OnlineEndpointBody.Properties given = body.properties();
        if (row.isNew()) {
            row.hostKey = OnlineEndpointRepository.hostKey(row);
            OnlineEndpointMapper.setKeys(row, keys.make(given.keys()));
        }
        if (call.isPut()) {
            row.content = JsonText.sealed(EndpointContent.of(body));
        } else if (given != null) {
            row.content = JsonText.sealed(
                    JsonText.as(row.content, EndpointContent.class).patched(given));
        }
        row.identities = prepared.identities().applyTo(row.identities);
        row.componentId = prepared.workspace().applicationInsightsId();
        row.highBusinessImpact = prepared.workspace().hbiWorkspace();
        route(call, row, given);
        tell(row);
    }

    private void tell(OnlineEndpointEntity row) {
        if (JsonText.as(row.content, EndpointContent.class).authMode() == AuthMode.AML_TOKEN) {
            tokens.prepare();
        }
        changed.fire(new OnlineEndpointChanged(row.hostKey, OnlineEndpointMapper.served(row)));
    }

    /** Tells that an endpoint was deleted. */
    void deleted(OnlineEndpointEntity row) {
        changed.fire(new OnlineEndpointChanged(row.hostKey, null));
    }

    /** Sets the traffic, which names deployments that have run; a PATCH keeps what it does not name. */
    private void route(ArmCall call, OnlineEndpointEntity row, OnlineEndpointBody.Properties given) {
        if (!call.isPut() && (given == null || given.traffic() == null && given.mirrorTraffic() == null)) {
            return;
        }
        Map<String, Integer> traffic = kept(call, given.traffic(), row.traffic);
        Map<String, Integer> mirror = kept(call, given.mirrorTraffic(), row.mirrorTraffic);
        OnlineEndpointValidator.validateApart(traffic, mirror);
        List<String> served = deployments.servedNames(row.key);
        row.traffic = JsonText.of(known(served, "properties.traffic", traffic));
        row.mirrorTraffic = JsonText.of(known(served, "properties.mirrorTraffic", mirror));
    }

    private static Map<String, Integer> kept(ArmCall call, Map<String, Integer> given, String stored) {
        return given != null || call.isPut() ? given : OnlineEndpointMapper.percents(stored);
    }

    private static Map<String, Integer> known(List<String> served, String member, Map<String, Integer> percents) {
        Map<String, Integer> known = new TreeMap<>();
        if (percents != null) {
            percents.forEach((name, percent) -> {
                Optional<String> there =
                        served.stream().filter(AsciiCase.equalTo(name)).findFirst();
                // clients send on the 0 of a deployment that they have deleted
                if (there.isEmpty() && percent > 0) {
                    throw unknown(member, name);
                }
                there.ifPresent(one -> known.put(one, percent));
            });
        }
        return known;
    }

    private static RuntimeException unknown(String member, String name) {
        return invalid(
                member,
                "The endpoint has no deployment '%s' that has been deployed; traffic goes to such deployments alone.",
                name);
    }

    public boolean exists(ArmResourceId id) {
        return RowTransactions.reading(() -> rows.present(id.key())) != null;
    }

    /** Returns the endpoint behind the host {@code {name}.{region}}. */
    public Optional<ServedEndpoint> findServed(String label) {
        return RowTransactions.inOne(() -> rows.byHost(label)).map(OnlineEndpointMapper::served);
    }

    /** The percents of an endpoint's requests that its deployments get, by their names. */
    public record Traffic(Map<String, Integer> live, Map<String, Integer> mirrored) {}

    /**
     * Locks an endpoint for a change of what belongs to it, within a transaction; needs no key.
     *
     * @throws io.mltwin.armweb.AzureException 404 when there is none
     */
    public Traffic lock(ArmResourceId id) {
        OnlineEndpointEntity row = rows.lockedById(id.key());
        if (row == null) {
            throw parentResourceNotFound(id);
        }
        return new Traffic(
                OnlineEndpointMapper.percents(row.traffic), OnlineEndpointMapper.percents(row.mirrorTraffic));
    }

    /** The deployments of endpoints, as endpoints need to know them; within a transaction. */
    public interface EndpointDeployments {

        /** Returns the names of those that have run, so that they can get traffic. */
        List<String> servedNames(String endpointKey);

        /** Deletes all deployments of an endpoint, and ends what runs of them after the commit. */
        void deleteAll(String endpointKey);
    }
}
