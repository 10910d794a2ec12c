package io.mltwin.workspace.arm;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.groups.ResourceGroupService;
import io.mltwin.workspace.index.IndexedResource;
import io.mltwin.workspace.index.IndexedState;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationWorker;
import io.mltwin.workspace.operations.Operations;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Deletes what a group contains, each through its provider and as the caller, workspaces before
 * what they use, and then the group. What lies below a resource goes with it.
 */
@Singleton
record GroupDeletion(ResourceGroupService groups, ResourceIndex index, Operations operations, ArmPipeline pipeline)
        implements OperationWorker {
    private static final String WORKSPACES = "Microsoft.MachineLearningServices/workspaces";
    private static final Duration PAUSE = Duration.ofMillis(300);

    @Override
    public String name() {
        return ResourceGroupService.DELETION;
    }

    @Override
    public Progress advance(Operation operation) {
        List<IndexedResource> left = index.ofGroup(operation.target()).stream()
                .filter(IndexedResource::isTopLevel)
                .toList();
        if (left.isEmpty()) {
            groups.deleted(operation.target());
            return Progress.done();
        }
        IndexedResource next = left.stream().min(order()).orElseThrow();
        if (next.state() == IndexedState.DELETING && operations.isRunningOn(next.id())) {
            return Progress.again(PAUSE);
        }
        delete(next.id(), operation);
        return Progress.again(Duration.ZERO);
    }

    static Comparator<IndexedResource> order() {
        return Comparator.<IndexedResource, Boolean>comparing(
                        resource -> !AsciiCase.equal(resource.id().type(), WORKSPACES))
                .thenComparing(resource -> resource.id().key());
    }

    private void delete(ArmResourceId id, Operation operation) {
        try {
            pipeline.call(
                    operation.caller(), "DELETE", id + "?api-version=2022-10-01", null, operation.correlationId());
        } catch (AzureException fault) {
            if (fault.status() != 404) {
                throw fault;
            }
            index.remove(id);
        }
    }

    @Override
    public void failed(Operation operation, AzureException fault) {
        groups.kept(operation.target());
    }
}
