package io.mltwin.compute.virtualmachines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.compute.operations.KnownResources;
import io.mltwin.compute.operations.OperationService;
import io.mltwin.resourceprovider.TrackedResource;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Virtual machines as resources. Azure Resource Manager has authorized every call that ends here.
 *
 * <p>Deviation: a virtual machine is a resource and no machine: nothing boots, so there is no power
 * state, and an instance view, start, stop and the like answer 501. Of a network interface only the
 * right to join it is looked at, images and sizes are not compared with a catalogue.
 */
@Singleton
class VirtualMachineService implements KnownResources {

    static final String TYPE = "Microsoft.Compute/virtualMachines";

    private final VirtualMachineRepository rows;
    private final OperationService operations;
    private final ObjectMapper json;
    private final Clock clock;

    VirtualMachineService(
            VirtualMachineRepository rows,
            OperationService operations,
            ObjectMapper json,
            Clock clock) {
        this.rows = rows;
        this.operations = operations;
        this.json = json;
        this.clock = clock;
    }

    /** What a PUT made. */
    record Stored(boolean isNew, ObjectNode body, String operationId) {}

    /** Creates or changes a machine; repeated, it changes nothing. */
    @Transactional
    Stored put(ArmResourceId id, JsonNode body) {
        VirtualMachineRules.checkName(id.name());
        String location = TrackedResource.location(body);
        VirtualMachineRules.check(body);
        rows.lock(id);
        VirtualMachineEntity row = rows.findById(id.key());
        boolean isNew = row == null;
        ObjectNode content = VirtualMachineMapper.content(body);
        if (isNew) {
            VirtualMachineRules.checkNew(body.path("properties"));
            row = created(id, location);
        } else if (!row.location.equals(location)) {
            throw ArmErrors.otherLocation(id, row.location, location);
        } else {
            VirtualMachineRules.checkChange(
                    TrackedResource.read(row.content).path("properties"),
                    content.path("properties"));
        }
        row.content = content.toString();
        rows.persist(row);
        return new Stored(isNew, VirtualMachineMapper.arm(row), operations.done(id.toString()));
    }

    private VirtualMachineEntity created(ArmResourceId id, String location) {
        VirtualMachineEntity row = new VirtualMachineEntity();
        row.armKey = id.key();
        row.armId = id.toString();
        row.subscriptionKey = ArmResourceId.subscription(id.subscriptionId()).key();
        row.groupKey = id.providerScope().key();
        row.name = id.name();
        row.location = location;
        row.vmId = UUID.randomUUID();
        row.created = clock.instant();
        return row;
    }

    /** {@code VirtualMachineUpdate}, of which the tags. */
    @Transactional
    ObjectNode patch(ArmResourceId id, JsonNode body) {
        rows.lock(id);
        VirtualMachineEntity row = require(id);
        for (String member : List.of("properties", "identity", "plan", "zones")) {
            if (body.hasNonNull(member)) {
                throw AzureFault.notBuilt("PATCH of '" + member + "' of a virtual machine");
            }
        }
        row.content = TrackedResource.withTags(row.content, body);
        return VirtualMachineMapper.arm(row);
    }

    @Transactional
    ObjectNode get(ArmResourceId id) {
        return VirtualMachineMapper.arm(require(id));
    }

    @Transactional
    ObjectNode list(ArmResourceId scope) {
        ObjectNode page = json.createObjectNode();
        page.putArray("value");
        rows.in(scope).forEach(row -> page.withArray("value").add(VirtualMachineMapper.arm(row)));
        return page;
    }

    /** The operation's id, or empty when there was none. */
    @Transactional
    Optional<String> delete(ArmResourceId id) {
        return rows.deleteById(id.key())
                ? Optional.of(operations.done(id.toString()))
                : Optional.empty();
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @Transactional
    public boolean exists(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).isPresent();
    }

    private VirtualMachineEntity require(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }
}
