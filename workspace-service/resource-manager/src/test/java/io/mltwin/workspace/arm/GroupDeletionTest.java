package io.mltwin.workspace.arm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.index.IndexedResource;
import io.mltwin.workspace.index.IndexedState;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In which order a group is emptied. */
class GroupDeletionTest {

    @Test
    void workspacesGoBeforeWhatTheyUse() {
        Stream<IndexedResource> resources = Stream.of(
                        "Microsoft.KeyVault/vaults/kv1",
                        "Microsoft.Storage/storageAccounts/st1",
                        "Microsoft.MachineLearningServices/workspaces/ws1")
                .map(GroupDeletionTest::resource);

        assertThat(resources
                        .sorted(GroupDeletion.order())
                        .map(resource -> resource.id().name()))
                .containsExactly("ws1", "kv1", "st1");
    }

    private static IndexedResource resource(String path) {
        ArmResourceId id = ArmResourceId.parse("/subscriptions/s1/resourceGroups/rg1/providers/" + path);
        return new IndexedResource(
                id, "eastus", null, null, null, null, IndexedState.CONFIRMED, Instant.EPOCH, Instant.EPOCH);
    }
}
