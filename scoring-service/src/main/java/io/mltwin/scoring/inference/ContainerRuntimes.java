package io.mltwin.scoring.inference;

import io.mltwin.container.ContainerCommand;
import io.mltwin.container.ContainerRuntime;
import io.mltwin.container.ProcessRuntime;
import io.mltwin.scoring.ScoringConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Chooses where the containers of web services run. */
class ContainerRuntimes {

    @Produces
    @Singleton
    ContainerRuntime runtime(ScoringConfig config) {
        return new ProcessRuntime(
                new ContainerCommand(
                        config.javaHome().orElse(Path.of(System.getProperty("java.home"))),
                        config.environmentsDir().orElse(Path.of("environments"))));
    }
}
