package io.mltwin.identity.directory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryServicePrincipal;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a list shows of principals that others delete while it is made. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class GraphObjectsResourceTest {

    @Inject
    GraphObjects objects;

    @Test
    void nothingIsShownOfAManagedIdentityThatIsGone() {
        assertThat(objects.show(found(PrincipalKind.MANAGED_IDENTITY))).isEmpty();
        assertThat(objects.show(found(PrincipalKind.APPLICATION))).isPresent();
    }

    private static DirectoryServicePrincipal found(PrincipalKind kind) {
        String objectId = UUID.randomUUID().toString();
        return new DirectoryServicePrincipal(
                new DirectoryPrincipal(
                        objectId,
                        "10000000-0000-4000-8000-000000000001",
                        kind,
                        "found a moment ago",
                        UUID.randomUUID().toString(),
                        null),
                true,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                List.of(),
                null);
    }
}
