package io.mltwin.workspace.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rows of the index when requests race, are refused, or are cut off. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class IndexedRowsTest {

    @Inject
    ResourceIndex index;

    private final ArmResourceId id = ArmResourceId.subscription("s1")
            .resourceGroup("rg1")
            .provider("Microsoft.KeyVault", "vaults", UUID.randomUUID().toString());

    @Test
    void aRefusedRequestTakesItsRowBack() {
        index.expect(id);

        index.withdraw(id);

        assertThat(index.contains(id)).isFalse();
    }

    @Test
    void aRefusedRequestLeavesTheRowOfAnother() {
        index.expect(id);
        index.expect(id);

        index.withdraw(id);

        assertThat(index.contains(id)).isTrue();
        index.confirm(id, null, false);
        index.withdraw(id);
        assertThat(index.contains(id)).isTrue();
    }

    @Test
    void rowBeingWrittenIsNotTakenForMissing() {
        index.expect(id);

        index.missing(id);

        assertThat(index.contains(id)).isTrue();
    }

    @Test
    void openRowIsSettledByTheProvidersAnswer() {
        index.expect(id);
        index.abandon(id);
        assertThat(index.leftOpen()).extracting(IndexedResource::id).contains(id);

        index.found(id, null);
        assertThat(index.leftOpen()).extracting(IndexedResource::id).doesNotContain(id);

        index.markDeleting(id);
        index.missing(id);
        assertThat(index.contains(id)).isFalse();
    }

    @Test
    void aConfirmedRowIsNeverTakenForMissing() {
        index.expect(id);
        index.confirm(id, null, false);

        index.missing(id);

        assertThat(index.contains(id)).isTrue();
    }
}
