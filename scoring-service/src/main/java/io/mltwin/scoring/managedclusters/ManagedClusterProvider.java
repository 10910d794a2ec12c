package io.mltwin.scoring.managedclusters;

import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.ContainerService/managedClusters} behind Azure Resource Manager (2020-09-01 and
 * later).
 */
@Singleton
class ManagedClusterProvider implements ArmProvider {

    private final ManagedClusterService clusters;

    ManagedClusterProvider(ManagedClusterService clusters) {
        this.clusters = clusters;
    }

    @Override
    public List<String> types() {
        return List.of(ManagedClusterService.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.method().equals("POST")
                || !AsciiCase.equal(call.target().type(), ManagedClusterService.TYPE)) {
            throw AzureFault.notBuilt(call.method() + " of " + call.target().type());
        }
        if (call.isList()) {
            return ArmAnswer.ok(clusters.list(call.id()));
        }
        if (call.isGet()) {
            return ArmAnswer.ok(clusters.get(call.id()));
        }
        if (call.isPut()) {
            ManagedClusterService.Stored stored =
                    clusters.put(call.id(), call.requiredBody(), call.caller());
            return ArmAnswer.accepted(
                    stored.isNew() ? 201 : 200, stored.body(), stored.operationId());
        }
        if (call.isPatch()) {
            return ArmAnswer.ok(clusters.patch(call.id(), call.requiredBody()));
        }
        if (call.isDelete()) {
            return clusters.delete(call.id())
                    .map(operation -> ArmAnswer.accepted(202, null, operation))
                    .orElseGet(ArmAnswer::noContent);
        }
        throw ArmErrors.methodNotAllowed(call);
    }
}
