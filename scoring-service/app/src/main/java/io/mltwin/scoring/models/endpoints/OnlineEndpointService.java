package io.mltwin.scoring.models.endpoints;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;
import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.managedidentities.ManagedIdentities;
import io.mltwin.managedidentities.ManagedIdentities.Registration;
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
 * <p>Deviation: an endpoint's system-assigned identity is a principal that roles may be given to;
 * scoring scripts get no tokens of it. A Kubernetes endpoint runs on an attached AKS cluster, as no
 * targets of the kind Kubernetes can be attached.
 */
@Singleton
public record OnlineEndpointService(
        OnlineEndpointRepository rows,
        EndpointDeployments deployments,
        WorkspaceClient workspaces,
        V2Api api,
        ComputeClient computes,
        ManagedIdentities identities,
        AuthKeys keys,
        EndpointTokens tokens,
        Event<OnlineEndpointChanged> changed) {

    /**
     * The answers of other services about a request.
     *
     * @param identity null when the endpoint is to have none
     */
    record Prepared(WorkspaceView workspace, Registration identity) {}

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
     * Gives the identity that is asked for, or ends the one that is not, after all else that the
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
        String compute = body.properties().compute();
        if (compute != null) {
            computes.requireAks(id.parent().toString(), compute.replaceFirst(".*/", ""));
        }
        RowTransactions.inOne(() -> {
            route(row, body.properties().traffic(), body.properties().mirrorTraffic());
            return null;
        });
        boolean wanted = body.identity() != null
                && AsciiCase.equal("SystemAssigned", body.identity().type());
        if (!wanted) {
            endIdentity(row);
            return new Prepared(workspace, null);
        }
        if (row.principalId != null) {
            return new Prepared(workspace, new Registration(row.principalId, null, row.tenantId));
        }
        claim.undoBy(() -> identities.delete(id.toString()));
        return new Prepared(
                workspace,
                identities.register(
                        id.toString(),
                        id.parent().name() + "/onlineEndpoints/" + id.name(),
                        call.caller().tenantId(),
                        identities.newKeyPair()));
    }

    /** Ends the identity of an endpoint that is to have none, or to be deleted; its row goes after it. */
    void endIdentity(OnlineEndpointEntity row) {
        if (row.principalId != null) {
            identities.delete(row.id);
        }
    }

    /** Changes a row as a PUT asks for. */
    void put(ArmCall call, OnlineEndpointEntity row, OnlineEndpointBody body, Prepared prepared) {
        if (row.isNew()) {
            row.hostKey = OnlineEndpointRepository.hostKey(row);
            OnlineEndpointMapper.setKeys(row, keys.make(body.properties().keys()));
        }
        row.content = JsonText.sealed(EndpointContent.of(body));
        row.principalId =
                prepared.identity() == null ? null : prepared.identity().objectId();
        row.tenantId = prepared.identity() == null ? null : prepared.identity().tenantId();
        row.componentId = prepared.workspace().applicationInsightsId();
        row.highBusinessImpact = prepared.workspace().hbiWorkspace();
        route(row, body.properties().traffic(), body.properties().mirrorTraffic());
        tell(row);
    }

    /** Changes what a PATCH names. */
    void patch(OnlineEndpointEntity row, OnlineEndpointBody.Properties given) {
        if (given != null) {
            row.content = JsonText.sealed(
                    JsonText.as(row.content, EndpointContent.class).patched(given));
            if (given.traffic() != null || given.mirrorTraffic() != null) {
                Map<String, Integer> traffic =
                        given.traffic() == null ? OnlineEndpointMapper.percents(row.traffic) : given.traffic();
                Map<String, Integer> mirror = given.mirrorTraffic() == null
                        ? OnlineEndpointMapper.percents(row.mirrorTraffic)
                        : given.mirrorTraffic();
                OnlineEndpointValidator.validateApart(traffic, mirror);
                route(row, traffic, mirror);
            }
        }
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

    /** Sets the traffic, which names deployments that have run. */
    private void route(OnlineEndpointEntity row, Map<String, Integer> traffic, Map<String, Integer> mirror) {
        List<String> served = deployments.servedNames(row.key);
        row.traffic = JsonText.of(known(served, "properties.traffic", traffic));
        row.mirrorTraffic = JsonText.of(known(served, "properties.mirrorTraffic", mirror));
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
