package io.mltwin.local.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckoutTest {
    @TempDir
    Path root;

    @ParameterizedTest(name = "a distribution: {0}")
    @CsvSource({
        "true, kafka/libs, services/compute/compute-service-runner.jar, node/mltwin-compute-node.jar",
        "false, deploy/kafka/target/libs, compute-service/target/compute-service-runner.jar,"
                + " deploy/compute-node/target/compute-node.jar"
    })
    void eachLayoutHasItsPlaces(boolean distribution, String kafka, String runner, String node) throws IOException {
        // Given
        if (distribution) {
            Files.createFile(root.resolve("mltwin-distribution.json"));
        }
        Checkout checkout = new Checkout(root);

        // When
        List<Path> places = List.of(checkout.kafkaJars(), checkout.runner(PlatformService.COMPUTE), checkout.nodeJar());

        // Then
        assertEquals(List.of(root.resolve(kafka), root.resolve(runner), root.resolve(node)), places);
        assertEquals(root.resolve("deploy/seed/fixture.json"), checkout.fixture());
        assertEquals(root.resolve("deploy/environments"), checkout.environments());
    }

    @ParameterizedTest(name = "a distribution: {0}")
    @CsvSource({"true, unpack the distribution again", "false, build it first with 'mvn -Dquick package'"})
    void whatIsMissingIsNamedWithWhatToDo(boolean distribution, String advice) throws IOException {
        // Given
        if (distribution) {
            Files.createFile(root.resolve("mltwin-distribution.json"));
        }
        Checkout checkout = new Checkout(root);

        // When
        RefusalException refused =
                assertThrows(RefusalException.class, () -> checkout.requireBuilt(List.of(PlatformService.IDENTITY)));

        // Then
        assertTrue(refused.getMessage().contains(checkout.kafkaJars() + " is missing: " + advice));
    }

    @Test
    void aDistributionHasNoSources() throws IOException {
        // Given
        assertEquals(root, new Checkout(root).sources());
        Files.createFile(root.resolve("mltwin-distribution.json"));

        // When
        RefusalException refused = assertThrows(RefusalException.class, () -> new Checkout(root).sources());

        // Then
        assertEquals(root + " is a distribution, which has no sources: this needs a checkout.", refused.getMessage());
    }
}
