package io.mltwin.scoring.managedclusters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.access.ManagedIdentities;
import io.mltwin.access.ManagedIdentities.Registration;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.Caller;
import io.mltwin.resourceprovider.TrackedResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Managed clusters of AKS as resources. Azure Resource Manager has authorized every call that ends
 * here.
 *
 * <p>Deviation: a managed cluster is a resource and no Kubernetes: it has neither {@code fqdn} nor
 * {@code powerState}, and credentials, agent pools as children, start and stop answer 501. Its
 * system-assigned identity is a principal that roles may be given to and nobody speaks for.
 * Services that are deployed to it run in scoring-service.
 */
@ApplicationScoped
public class ManagedClusterService {

    static final String TYPE = "Microsoft.ContainerService/managedClusters";

    private final ManagedClusterRepository rows;
    private final ManagedIdentities identities;
    private final ArmOperations operations;
    private final ObjectMapper json;
    private final Clock clock;

    ManagedClusterService(
            ManagedClusterRepository rows,
            ManagedIdentities identities,
            ArmOperations operations,
            ObjectMapper json,
            Clock clock) {
        this.rows = rows;
        this.identities = identities;
        this.operations = operations;
        this.json = json;
        this.clock = clock;
    }

    /** What a PUT made. */
    record Stored(boolean isNew, ObjectNode body, String operationId) {}

    /** Creates or changes a cluster; repeated, it changes nothing. */
    @Transactional
    Stored put(ArmResourceId id, JsonNode body, Caller caller) {
        ManagedClusterRules.checkName(id.name());
        String location = TrackedResource.location(body);
        ManagedClusterRules.check(body);
        rows.lock(id);
        ManagedClusterEntity row = rows.findById(id.key());
        boolean isNew = row == null;
        ObjectNode content = ManagedClusterMapper.content(body);
        if (isNew) {
            row = created(id, location);
        } else if (!row.location.equals(location)) {
            throw ArmErrors.otherLocation(id, row.location, location);
        } else {
            ManagedClusterRules.checkChange(
                    TrackedResource.read(row.content).path("properties"),
                    content.path("properties"));
        }
        row.content = content.toString();
        identify(row, body.path("identity").path("type").asText("None"), caller);
        rows.persist(row);
        return new Stored(isNew, ManagedClusterMapper.arm(row), operations.done(id));
    }

    private ManagedClusterEntity created(ArmResourceId id, String location) {
        ManagedClusterEntity row = new ManagedClusterEntity();
        row.armKey = id.key();
        row.armId = id.toString();
        row.subscriptionKey = ArmResourceId.subscription(id.subscriptionId()).key();
        row.groupKey = id.providerScope().key();
        row.name = id.name();
        row.location = location;
        row.createdAt = clock.instant();
        return row;
    }

    /**
     * Its identity comes and goes with what is asked for; the key that would prove it is not kept.
     */
    private void identify(ManagedClusterEntity row, String type, Caller caller) {
        boolean wanted = AsciiCase.equal(type, ManagedClusterRules.SYSTEM_ASSIGNED);
        if (wanted && row.principalId == null) {
            Registration registered =
                    identities.register(
                            row.armId, row.name, caller.tenantId(), identities.newKeyPair());
            row.principalId = registered.objectId();
            row.tenantId = registered.tenantId();
        } else if (!wanted && row.principalId != null) {
            identities.delete(row.armId);
            row.principalId = null;
            row.tenantId = null;
        }
    }

    /** {@code TagsObject}: tags alone. */
    @Transactional
    ObjectNode patch(ArmResourceId id, JsonNode body) {
        rows.lock(id);
        ManagedClusterEntity row = require(id);
        for (String member : List.of("properties", "identity", "sku")) {
            if (body.hasNonNull(member)) {
                throw ArmErrors.invalidRequestContent(
                        "PATCH of a managed cluster takes tags, not '" + member + "'.");
            }
        }
        row.content = TrackedResource.withTags(row.content, body);
        return ManagedClusterMapper.arm(row);
    }

    @Transactional
    ObjectNode get(ArmResourceId id) {
        return ManagedClusterMapper.arm(require(id));
    }

    @Transactional
    ObjectNode list(ArmResourceId scope) {
        ObjectNode page = json.createObjectNode();
        page.putArray("value");
        rows.in(scope).forEach(row -> page.withArray("value").add(ManagedClusterMapper.arm(row)));
        return page;
    }

    /** The operation's id, or empty when there was none. */
    @Transactional
    Optional<String> delete(ArmResourceId id) {
        rows.lock(id);
        ManagedClusterEntity row = rows.findById(id.key());
        if (row == null) {
            return Optional.empty();
        }
        if (row.principalId != null) {
            identities.delete(row.armId);
        }
        rows.delete(row);
        return Optional.of(operations.done(id));
    }

    @Transactional
    public boolean exists(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).isPresent();
    }

    private ManagedClusterEntity require(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }
}
