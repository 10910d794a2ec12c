package io.mltwin.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.client.MltwinException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlatformTenantTest {
    @Test
    void seedIsAResourceOrAFile() {
        assertThat(PlatformTenant.find("world.yaml")).isAbsolute().hasFileName("world.yaml");
        assertThat(PlatformTenant.find("pom.xml")).isEqualTo(Path.of("pom.xml"));
    }

    @Test
    void seedThatIsMissingStartsNothing() {
        PlatformTenant tenant = new PlatformTenant(true, Optional.of("missing.yaml"));

        assertThatThrownBy(tenant::start)
                .isInstanceOf(MltwinException.class)
                .hasMessageContaining("There is no seed 'missing.yaml' (quarkus.mltwin.devservices.seed)");
    }
}
