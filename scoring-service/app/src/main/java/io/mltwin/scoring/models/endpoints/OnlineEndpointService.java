package io.mltwin.scoring.models.endpoints;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.machinelearning.UserErrors.invalidIf;
import static io.mltwin.scoring.models.endpoints.EndpointErrors.nameTaken;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.managedidentities.ManagedIdentities;
import io.mltwin.managedidentities.ManagedIdentities.Registration;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.TrackedResource;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.services.AuthKeys;
import io.mltwin.scoring.models.services.ComputeClient;
import io.mltwin.scoring.models.services.EndpointTokens;
import io.mltwin.scoring.operations.ArmOperations;
import io.mltwin.scoring.workspaces.V2Api;
import io.mltwin.scoring.workspaces.WorkspaceClient;
import io.mltwin.scoring.workspaces.WorkspaceView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
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
@ApplicationScoped
public class OnlineEndpointService {

    private final OnlineEndpointRepository rows;
    private final EndpointDeployments deployments;
    private final WorkspaceClient workspaces;
    private final V2Api api;
    private final ComputeClient computes;
    private final ManagedIdentities identities;
    private final AuthKeys keys;
    private final EndpointTokens tokens;
    private final ArmOperations operations;
    private final Addresses addresses;
    private final Event<OnlineEndpointChanged> changed;
    private final Clock clock;

    public OnlineEndpointService(
            OnlineEndpointRepository rows,
            EndpointDeployments deployments,
            WorkspaceClient workspaces,
            V2Api api,
            ComputeClient computes,
            ManagedIdentities identities,
            AuthKeys keys,
            EndpointTokens tokens,
            ArmOperations operations,
            Addresses addresses,
            Event<OnlineEndpointChanged> changed,
            Clock clock) {
        this.rows = rows;
        this.deployments = deployments;
        this.workspaces = workspaces;
        this.api = api;
        this.computes = computes;
        this.identities = identities;
        this.keys = keys;
        this.tokens = tokens;
        this.operations = operations;
        this.addresses = addresses;
        this.changed = changed;
        this.clock = clock;
    }

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

    /** Gives the identity that is asked for, or ends the one that is not. */
    Prepared prepare(ArmCall call, OnlineEndpointBody body) {
        ArmResourceId id = call.id();
        WorkspaceView workspace = workspaces.get(id.parent());
        String location = TrackedResource.location(body.location());
        invalidIf(
                !location.equals(TrackedResource.location(workspace.location())),
                "location",
                "An endpoint lies in the region of its workspace, %s.",
                workspace.location());
        String compute = body.properties().compute();
        if (compute != null) {
            computes.requireAks(id.parent().toString(), compute.replaceFirst(".*/", ""));
        }
        OnlineEndpointEntity row = RowTransactions.inOne(() -> acceptable(id, body));
        boolean wanted = body.identity() != null
                && AsciiCase.equal("SystemAssigned", body.identity().type());
        if (!wanted) {
            endIdentity(row);
            return new Prepared(workspace, null);
        }
        return new Prepared(
                workspace,
                row != null && row.principalId != null
                        ? new Registration(row.principalId, null, row.tenantId)
                        : identities.register(
                                id.toString(),
                                id.parent().name() + "/onlineEndpoints/" + id.name(),
                                call.caller().tenantId(),
                                identities.newKeyPair()));
    }

    /** Refuses what the transaction would refuse, before an identity is given or ended. */
    private OnlineEndpointEntity acceptable(ArmResourceId id, OnlineEndpointBody body) {
        OnlineEndpointEntity row = rows.findById(id.key());
        if (row == null) {
            requireFreeHost(id.name(), TrackedResource.location(body.location()));
        }
        List<String> served = deployments.servedNames(id.key());
        known(served, "properties.traffic", body.properties().traffic());
        known(served, "properties.mirrorTraffic", body.properties().mirrorTraffic());
        return row;
    }

    private static String hostKey(String name, String location) {
        return AsciiCase.lower(name) + "." + location;
    }

    private void endIdentity(OnlineEndpointEntity row) {
        if (row != null && row.principalId != null) {
            identities.delete(row.armId);
        }
    }

    Outcome put(ArmCall call, OnlineEndpointBody body, Prepared prepared) {
        ArmResourceId id = call.id();
        rows.lock(id.key());
        OnlineEndpointEntity row = rows.findById(id.key());
        boolean isNew = row == null;
        if (isNew) {
            row = created(call, body);
        }
        row.content = JsonText.sealed(EndpointContent.of(body));
        row.principalId =
                prepared.identity() == null ? null : prepared.identity().objectId();
        row.tenantId = prepared.identity() == null ? null : prepared.identity().tenantId();
        row.componentId = prepared.workspace().applicationInsightsId();
        row.highBusinessImpact = prepared.workspace().hbiWorkspace();
        route(row, body.properties().traffic(), body.properties().mirrorTraffic());
        return saved(call, row, isNew);
    }

    private OnlineEndpointEntity created(ArmCall call, OnlineEndpointBody body) {
        ArmResourceId id = call.id();
        OnlineEndpointEntity row = new OnlineEndpointEntity();
        row.armKey = id.key();
        row.armId = id.toString();
        row.workspaceKey = id.parent().key();
        row.name = id.name();
        row.location = TrackedResource.location(body.location());
        row.hostKey = hostKey(row.name, row.location);
        rows.lockHost(row.hostKey);
        requireFreeHost(row.name, row.location);
        row.systemData = ResourceHistory.created(call.caller(), clock.instant());
        OnlineEndpointMapper.setKeys(row, keys.make(body.properties().keys()));
        return row;
    }

    private void requireFreeHost(String name, String location) {
        if (rows.byHost(hostKey(name, location)).isPresent()) {
            throw nameTaken(name, location);
        }
    }

    /** Sets the traffic, which names deployments that have run. */
    private void route(OnlineEndpointEntity row, Map<String, Integer> traffic, Map<String, Integer> mirror) {
        List<String> served = deployments.servedNames(row.armKey);
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

    private Outcome saved(ArmCall call, OnlineEndpointEntity row, boolean isNew) {
        if (!isNew) {
            row.systemData = ResourceHistory.modified(row.systemData, call.caller(), clock.instant());
        }
        if (JsonText.as(row.content, EndpointContent.class).authMode() == AuthMode.AML_TOKEN) {
            tokens.prepare();
        }
        rows.persist(row);
        changed.fire(new OnlineEndpointChanged(row.hostKey, OnlineEndpointMapper.served(row)));
        return Outcome.accepted(
                isNew ? 201 : 200, OnlineEndpointMapper.arm(row, addresses), operations.done(call.id()));
    }

    Outcome patch(ArmCall call, OnlineEndpointBody patch) {
        rows.lock(call.id().key());
        OnlineEndpointEntity row = require(call.id());
        row.content =
                JsonText.sealed(JsonText.as(row.content, EndpointContent.class).patched(patch));
        OnlineEndpointBody.Properties given = patch.properties();
        if (given != null && (given.traffic() != null || given.mirrorTraffic() != null)) {
            Map<String, Integer> traffic =
                    given.traffic() == null ? OnlineEndpointMapper.percents(row.traffic) : given.traffic();
            Map<String, Integer> mirror = given.mirrorTraffic() == null
                    ? OnlineEndpointMapper.percents(row.mirrorTraffic)
                    : given.mirrorTraffic();
            OnlineEndpointValidator.validateApart(traffic, mirror);
            route(row, traffic, mirror);
        }
        return saved(call, row, false);
    }

    @Transactional
    ObjectNode get(ArmResourceId id) {
        return OnlineEndpointMapper.arm(require(id), addresses);
    }

    @Transactional
    public boolean exists(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).isPresent();
    }

    @Transactional
    List<ObjectNode> list(ArmResourceId workspace) {
        return rows.ofWorkspace(workspace.key()).stream()
                .map(row -> OnlineEndpointMapper.arm(row, addresses))
                .toList();
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
        rows.lock(id.key());
        return rows.findByIdOptional(id.key())
                .map(row -> new Traffic(
                        OnlineEndpointMapper.percents(row.traffic), OnlineEndpointMapper.percents(row.mirrorTraffic)))
                .orElseThrow(() -> parentResourceNotFound(id));
    }

    /** Ends the identity of an endpoint that is to be deleted; its row goes after it. */
    void endIdentity(ArmResourceId id) {
        endIdentity(RowTransactions.inOne(() -> rows.findById(id.key())));
    }

    Outcome delete(ArmResourceId id) {
        rows.lock(id.key());
        OnlineEndpointEntity row = rows.findById(id.key());
        if (row == null) {
            return Outcome.noContent();
        }
        deployments.deleteAll(row.armKey);
        rows.delete(row);
        changed.fire(new OnlineEndpointChanged(row.hostKey, null));
        return Outcome.accepted(202, null, operations.done(id));
    }

    private OnlineEndpointEntity require(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).orElseThrow(() -> resourceNotFound(id));
    }
}
