package io.mltwin.workspace.machinelearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.resourceprovider.ResourceClaim;
import io.mltwin.resourceprovider.ResourceClaims;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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

    @FromPlatform
    TestDatabase database;

    @Inject
    ResourceClaims claims;

    private final ArmResourceId id = ArmResourceId.subscription("s1")
            .resourceGroup("rg1")
            .provider("Microsoft.MachineLearningServices", "workspaces", name());
    private final List<String> undone = new ArrayList<>();

    private static String name() {
        return "ws" + UUID.randomUUID().toString().substring(0, 8);
    }

    private String change(String prepared) {
        return claims.change(id, claim -> prepare(claim, prepared), done -> done);
    }

    private String prepare(ResourceClaim claim, String prepared) {
        claim.undoBy(() -> undone.add(prepared));
        return prepared;
    }

    private static void assertConflict(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(409));
    }

    @Test
    void aSecondRequestIsRefusedUntilTheFirstHasEnded() {
        String first = claims.change(
                id,
                claim -> {
                    assertConflict(() -> change("second"));
                    return prepare(claim, "first");
                },
                done -> done);

        assertThat(first).isEqualTo("first");
        assertThat(change("third")).isEqualTo("third");
        assertThat(undone).isEmpty();
    }

    @Test
    void aRefusedPreparationLeavesNothing() {
        AzureException refusal = new AzureException(403, "No", "no");
        Function<ResourceClaim, String> refused = claim -> {
            prepare(claim, "first");
            throw refusal;
        };

        assertThatThrownBy(() -> claims.change(id, refused, done -> done)).isSameAs(refusal);

        assertThat(undone).containsExactly("first");
        assertThat(change("second")).isEqualTo("second");
    }

    @Test
    void aFailedTransactionLeavesNothing() {
        Function<String, String> fails = prepared -> {
            throw new AzureException(409, "Conflict", "changed");
        };

        assertConflict(() -> claims.change(id, claim -> prepare(claim, "first"), fails));

        assertThat(undone).containsExactly("first");
        assertThat(change("second")).isEqualTo("second");
    }

    @Test
    void aClaimThatIsLostIsNotConfirmedAndTakesNothingBack() {
        Function<ResourceClaim, String> tooLong = claim -> {
            execute("update resource_claim set token = 'other' where key = '%s'");
            return prepare(claim, "first");
        };

        assertConflict(() -> claims.change(id, tooLong, done -> done));

        assertThat(undone).isEmpty();
        assertConflict(() -> change("second"));
        execute("update resource_claim set held_until = now() where key = '%s'");
        assertThat(change("third")).isEqualTo("third");
    }

    private void execute(String statement) {
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            sql.execute(statement.formatted(id.key()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
