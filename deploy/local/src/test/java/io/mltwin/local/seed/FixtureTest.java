package io.mltwin.local.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.trust.TrustMaterial;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixtureTest {
    private final Fixture fixture = Fixture.read(Checkout.find().fixture(), "twin.example.test");

    @Test
    void theOwnerIsThePlatformsOneOperator() {
        // When
        Fixture.Group operators = fixture.groups().stream()
                .filter(group -> group.objectId().equals(TrustMaterial.OPERATORS_GROUP))
                .findFirst()
                .orElseThrow();

        // Then
        assertEquals("mltwin operators", operators.displayName());
        Fixture.User owner = fixture.users().get("olivia");
        assertEquals(owner.tenantId(), operators.tenantId());
        assertEquals(List.of(owner.objectId()), operators.members());
    }

    @Test
    void aPersonHasASecondFactor() {
        assertTrue(fixture.users().values().stream().anyMatch(Fixture.User::mfaRequired));
    }
}
