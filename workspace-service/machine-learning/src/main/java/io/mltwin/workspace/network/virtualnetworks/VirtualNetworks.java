package io.mltwin.workspace.network.virtualnetworks;

import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes, changes and deletes virtual networks. */
@ApplicationScoped
class VirtualNetworks {

    private final VirtualNetworkRepository rows;
    private final Subnets subnets;
    private final LinkedAccessAuthorizer linked;
    private final Clock clock;

    VirtualNetworks(VirtualNetworkRepository rows, Subnets subnets, LinkedAccessAuthorizer linked, Clock clock) {
        this.rows = rows;
        this.subnets = subnets;
        this.linked = linked;
        this.clock = clock;
    }

    /** Validates, and asks whether the caller may use the security groups that are named. */
    VirtualNetworkRequest prepare(ArmCall call, VirtualNetworkBody body) {
        VirtualNetworkRequest request = VirtualNetworkValidator.validate(call.id(), body);
        request.subnets().ifPresent(all -> all.forEach(subnet -> Subnets.requireJoin(linked, call, subnet)));
        return request;
    }

    @Transactional
    Outcome put(ArmResourceId id, VirtualNetworkRequest request) {
        VirtualNetworkEntity row = rows.lockedById(id.key());
        boolean created = row == null;
        if (created) {
            row = create(id, request.location());
        } else if (!row.location.equals(request.location())) {
            throw ArmErrors.otherLocation(id, row.location, request.location());
        }
        row.tags = request.tags();
        row.space = VirtualNetworkMapper.storedSpace(request.space());
        rows.persistAndFlush(row);
        subnets.replace(row, request);
        return Outcome.saved(created, body(row));
    }

    private VirtualNetworkEntity create(ArmResourceId id, String location) {
        VirtualNetworkEntity row = new VirtualNetworkEntity();
        row.key = id.key();
        row.id = id.toString();
        row.subscriptionId = AsciiCase.lower(id.subscriptionId());
        row.resourceGroup = AsciiCase.lower(id.resourceGroup());
        row.location = location;
        row.resourceGuid = UUID.randomUUID().toString();
        row.createdAt = clock.instant();
        return row;
    }

    @Transactional
    Outcome retag(ArmResourceId id, Map<String, String> tags) {
        VirtualNetworkEntity row = require(id);
        if (tags != null) {
            row.tags = tags;
        }
        return Outcome.ok(body(row));
    }

    @Transactional
    VirtualNetworkBody get(ArmResourceId id) {
        return body(require(id));
    }

    @Transactional
    List<VirtualNetworkBody> list(ArmResourceId scope) {
        return rows.in(scope).stream().map(this::body).toList();
    }

    /** Deletes a network in whose subnets nothing is. */
    @Transactional
    Outcome delete(ArmResourceId id) {
        VirtualNetworkEntity row = rows.lockedById(id.key());
        if (row == null) {
            return Outcome.noContent();
        }
        subnets.deleteAll(row);
        rows.delete(row);
        return Outcome.ok(null);
    }

    private VirtualNetworkEntity require(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }

    private VirtualNetworkBody body(VirtualNetworkEntity row) {
        return VirtualNetworkMapper.body(row, subnets.of(row.key));
    }
}
