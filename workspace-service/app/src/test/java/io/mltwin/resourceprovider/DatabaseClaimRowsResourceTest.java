package io.mltwin.resourceprovider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of claims when a process is killed and started again. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DatabaseClaimRowsResourceTest {

    @Inject EntityManager rows;

    @Test
    void aProcessEndsTheClaimsThatItLeftAndNoOthers() {
        // Given
        String replica = UUID.randomUUID().toString();
        String key = "/resources/" + replica;
        DatabaseClaimRows killed = new DatabaseClaimRows(rows, replica);
        assertThat(killed.claim(key, "first")).isTrue();
        assertThat(killed.claim(key, "second")).isFalse();

        // When
        boolean byAnother =
                new DatabaseClaimRows(rows, "another than " + replica).claim(key, "third");
        boolean byTheRestarted = new DatabaseClaimRows(rows, replica).claim(key, "fourth");

        // Then
        assertThat(byAnother).isFalse();
        assertThat(byTheRestarted).isTrue();
    }
}
