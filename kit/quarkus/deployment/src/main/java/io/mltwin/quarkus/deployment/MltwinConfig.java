package io.mltwin.quarkus.deployment;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** mltwin in development and under test. */
@ConfigMapping(prefix = "quarkus.mltwin")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface MltwinConfig {
    /** The Dev Service. */
    DevServices devservices();

    /** The Dev Service. */
    interface DevServices {
        /** Whether the application has a tenant on a platform, in development and under test. */
        @WithDefault("true")
        boolean enabled();

        /** Whether the tenant has a workspace, with a key vault and a storage account. */
        @WithDefault("true")
        boolean workspace();

        /** A seed file that the tenant begins with: a resource of the application, or a file. */
        Optional<String> seed();
    }
}
