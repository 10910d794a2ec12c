package io.mltwin.workspace.machinelearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** One request at a time prepares a change of a resource, and a failed one leaves nothing. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ResourceClaimsResourceTest {

    @Inject ResourceClaims claims;

    private final ArmResourceId id =
            ArmResourceId.subscription("s1")
                    .resourceGroup("rg1")
                    .provider("Microsoft.MachineLearningServices", "workspaces", name());
    private final List<String> undone = new ArrayList<>();

    private static String name() {
        return "ws" + UUID.randomUUID().toString().substring(0, 8);
    }

    private ResourceClaims.Claim claim() {
        return claims.prepare(
                id,
                claim -> {
                    claim.undoBy(() -> undone.add("undone"));
                    return claim;
                });
    }

    private static void assertConflict(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AzureFault.class, fault -> assertThat(fault.status()).isEqualTo(409));
    }

    @Test
    void aSecondRequestIsRefusedUntilTheFirstHasEnded() {
        ResourceClaims.Claim first = claim();

        assertConflict(this::claim);

        QuarkusTransaction.requiringNew().run(() -> claims.confirm(first));
        assertThat(claim()).isNotNull();
        assertThat(undone).isEmpty();
    }

    @Test
    void aRefusedPreparationLeavesNothing() {
        AzureFault refusal = new AzureFault(403, "No", "no");
        Function<ResourceClaims.Claim, String> refused =
                claim -> {
                    claim.undoBy(() -> undone.add("undone"));
                    throw refusal;
                };

        assertThatThrownBy(() -> claims.prepare(id, refused)).isSameAs(refusal);

        assertThat(undone).hasSize(1);
        assertThat(claim()).isNotNull();
    }

    @Test
    void aFailedTransactionLeavesNothing() {
        ResourceClaims.Claim claim = claim();
        Runnable work =
                () -> {
                    claims.confirm(claim);
                    throw new AzureFault(409, "Conflict", "changed");
                };

        assertConflict(() -> QuarkusTransaction.requiringNew().run(work));

        assertThat(undone).hasSize(1);
        assertThat(claim()).isNotNull();
    }

    @Test
    void aClaimIsConfirmedOnce() {
        ResourceClaims.Claim claim = claim();
        QuarkusTransaction.requiringNew().run(() -> claims.confirm(claim));

        assertConflict(() -> QuarkusTransaction.requiringNew().run(() -> claims.confirm(claim)));

        assertThat(undone).isEmpty();
    }
}
