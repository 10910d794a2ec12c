package io.mltwin.e2e.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.fixtures.PackagesDeployments;
import io.mltwin.e2e.fixtures.PlainPages;
import io.mltwin.e2e.platform.TestPlatform;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A deployment in an environment whose conda file names a package: a run installs it, its image
 * goes through the registry, and the script imports it.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(value = PlainPages.OF_TESTS, mode = ResourceAccessMode.READ)
class EnvironmentPackagesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private final String name = "packages-" + UUID.randomUUID().toString().substring(0, 8);
    private PackagesDeployments deployments;

    @BeforeEach
    void theFixture() throws Exception {
        deployments = PackagesDeployments.of(PLATFORM);
    }

    @AfterEach
    void itGoes() throws Exception {
        deployments.delete(name);
    }

    @Test
    void theScriptImportsWhatTheCondaFileNames() throws Exception {
        // When
        deployments.deploy(name);
        // Then
        assertThat(deployments.score(name).asText()).isEqualTo(PackagesDeployments.PACKAGE_VERSION);
        assertThat(deployments.buildLog(name))
                .containsPattern("of prepare_image, its log is logs/azureml/")
                .contains("Taken over from azureml/azureml_");
    }
}
