package io.mltwin.compute.virtualmachines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.operations.ArmOperations;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.TrackedResource;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * Virtual machines as resources. Azure Resource Manager has authorized every call that ends here.
 *
 * <p>Deviation: a virtual machine is a resource and no machine: nothing boots, so there is no power
 * state, and an instance view, start, stop and the like answer 501. Of a network interface only the
 * right to join it is looked at, images and sizes are not compared with a catalogue.
 */
@Singleton
class VirtualMachineService {

    static final String TYPE = "Microsoft.Compute/virtualMachines";

    private final VirtualMachineRepository rows;
    private final ArmOperations operations;
    private final Clock clock;

    VirtualMachineService(VirtualMachineRepository rows, ArmOperations operations, Clock clock) {
        this.rows = rows;
        this.operations = operations;
        this.clock = clock;
    }

    /** Creates or changes a machine; repeated, it changes nothing. */
    @Transactional
    Outcome put(ArmResourceId id, JsonNode body) {
        String location = TrackedResource.location(body);
        rows.lock(id);
        VirtualMachineEntity row = rows.findById(id.key());
        boolean isNew = row == null;
        ObjectNode content = VirtualMachineMapper.content(body);
        if (isNew) {
            VirtualMachineValidator.validateNew(body.path("properties"));
            row = created(id, location);
        } else if (!row.location.equals(location)) {
            throw ArmErrors.otherLocation(id, row.location, location);
        } else {
            VirtualMachineValidator.validateChange(
                    TrackedResource.read(row.content).path("properties"), content.path("properties"));
        }
        row.content = content.toString();
        rows.persist(row);
        return Outcome.accepted(isNew ? 201 : 200, VirtualMachineMapper.arm(row), operations.done(id.toString()));
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
    Outcome patch(ArmCall call, JsonNode body) {
        rows.lock(call.id());
        VirtualMachineEntity row = require(call.id());
        row.content = TrackedResource.withTags(row.content, body);
        return Outcome.ok(VirtualMachineMapper.arm(row));
    }

    @Transactional
    ObjectNode get(ArmResourceId id) {
        return VirtualMachineMapper.arm(require(id));
    }

    @Transactional
    List<ObjectNode> list(ArmResourceId scope) {
        return rows.in(scope).stream().map(VirtualMachineMapper::arm).toList();
    }

    /** Accepted with an operation, or 204 when there was none. */
    @Transactional
    Outcome delete(ArmCall call) {
        return rows.deleteById(call.id().key())
                ? Outcome.accepted(202, null, operations.done(call.id().toString()))
                : Outcome.noContent();
    }

    private VirtualMachineEntity require(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }
}
