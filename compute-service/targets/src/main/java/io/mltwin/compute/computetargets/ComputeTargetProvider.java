package io.mltwin.compute.computetargets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.compute.computeinstances.ComputeInstance.InstanceOperation;
import io.mltwin.compute.computeinstances.InstancePower;
import io.mltwin.compute.computeinstances.InstancePower.MountResult;
import io.mltwin.compute.computetargets.ComputeTargetPreparation.PreparedTarget;
import io.mltwin.compute.operations.ArmOperations;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.TrackedType;
import io.mltwin.resourceprovider.TrackedTypes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/computes} (2020-08-01 to 2023-10-01).
 *
 * <p>Deviation: listKeys of other types than VirtualMachine and HDInsight answers 501, and so do
 * operations on compute instances other than start, stop and restart; deleting an HDInsight cluster
 * with its compute leaves it.
 */
@Singleton
record ComputeTargetProvider(
        TrackedTypes kit,
        ChildRows<ComputeTargetEntity> rows,
        ComputeTargetService computes,
        ComputeTargetReader reader,
        ComputeTargetPreparation preparation,
        InstancePower power,
        ArmOperations operations)
        implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        TrackedType<ComputeTargetEntity, ComputeBody, PreparedTarget> type = kit.of(
                        ComputeTargetService.TYPE, rows, ComputeTargetEntity::new, ComputeBody.class, "compute")
                .below((call, workspace) -> {})
                .validate((call, body) -> ComputeValidator.validate(call.id().name(), body))
                .draft(preparation::prepare)
                .apply(computes::put)
                .show(reader::body)
                .prepareDelete(preparation::prepareDeletion)
                .beforeDelete((call, row) -> computes.end(row))
                .afterCommit(preparation::finish)
                .operations(id -> operations.done(id.toString()))
                .action("listKeys", reader::listKeys)
                .action("listNodes", reader::listNodes);
        return List.of(type.paging(call -> list(preparation.workspace(call.id()), type))
                .patch(ResourceChange.readingTree()
                        .apply((call, body) -> type.patched(call, null, row -> computes.scale(row, body))))
                .type()
                .require(preparation::requireOpen)
                .action("start", change(InstanceOperation.START))
                .action("stop", change(InstanceOperation.STOP))
                .action("restart", change(InstanceOperation.RESTART))
                .build());
    }

    private List<ObjectNode> list(Workspace workspace, TrackedType<ComputeTargetEntity, ?, ?> type) {
        return RowTransactions.reading(
                () -> reader.ofWorkspace(workspace).stream().map(type::shown).toList());
    }

    private ResourceChange<Void, MountResult> change(InstanceOperation operation) {
        return ResourceChange.withoutBody()
                .prepare((call, none) -> preparation.preparePower(operation, call.id()))
                .apply((call, none, mount) -> Outcome.accepted(202, null, power.apply(operation, call.id(), mount)));
    }
}
