package io.mltwin.resourceprovider;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of claims when a process is killed and started again. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DatabaseClaimRowsResourceTest {

    @Inject
    AgroalDataSource database;

    @Test
    void aProcessEndsTheClaimsThatItLeftAndNoOthers() {
        // Given
        String replica = UUID.randomUUID().toString();
        String key = "/resources/" + replica;
        DatabaseClaimRows killed = new DatabaseClaimRows(database, replica);
        assertThat(killed.claim(key, "first")).isTrue();
        assertThat(killed.claim(key, "second")).isFalse();

        // When
        boolean byAnother = new DatabaseClaimRows(database, "another than " + replica).claim(key, "third");
        boolean byTheRestarted = new DatabaseClaimRows(database, replica).claim(key, "fourth");

        // Then
        assertThat(byAnother).isFalse();
        assertThat(byTheRestarted).isTrue();
    }
}
