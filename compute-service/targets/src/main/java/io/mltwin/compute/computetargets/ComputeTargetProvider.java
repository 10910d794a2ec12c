package io.mltwin.compute.computetargets;

import io.mltwin.compute.computeinstances.ComputeInstance.InstanceOperation;
import io.mltwin.compute.computeinstances.InstancePower;
import io.mltwin.compute.computeinstances.InstancePower.MountResult;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
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
public record ComputeTargetProvider(
        ComputeTargetService computes,
        ComputeTargetReader reader,
        ComputeTargetPreparation preparation,
        InstancePower power)
        implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(ComputeTargetService.TYPE)
                .require(preparation::requireOpen)
                .exists(preparation::exists)
                .get(call -> reader.get(call.id()))
                .list(call -> reader.list(preparation.workspace(call.id())))
                .put(ResourceChange.reading(ComputeBody.class, "compute")
                        .validate((call, body) ->
                                ComputeValidator.validate(call.id().name(), body))
                        .exclusively()
                        .prepare(preparation::prepare)
                        .apply(computes::put)
                        .afterCommit(preparation::endReplaced))
                .patch(ResourceChange.readingTree().apply((call, body) -> computes.scale(call.id(), body)))
                .delete(ResourceChange.withoutBody()
                        .validate((call, none) -> ComputeValidator.validateDeletion(call))
                        .exclusively()
                        .prepare(call -> preparation.prepareDeletion(call))
                        .apply(call -> computes.delete(call.id()))
                        .afterCommit(call -> preparation.endRuns(call.id())))
                .action("listKeys", call -> reader.listKeys(call.id()))
                .action("listNodes", call -> reader.listNodes(call.id()))
                .action("start", change(InstanceOperation.START))
                .action("stop", change(InstanceOperation.STOP))
                .action("restart", change(InstanceOperation.RESTART))
                .build());
    }

    private ResourceChange<Void, MountResult> change(InstanceOperation operation) {
        return ResourceChange.withoutBody()
                .prepare((call, none) -> preparation.preparePower(operation, call.id()))
                .apply((call, none, mount) -> Outcome.accepted(202, null, power.apply(operation, call.id(), mount)));
    }
}
