package io.mltwin.scoring.models.inference;

import io.mltwin.container.ContainerRuntime;
import io.mltwin.container.agent.AgentListener;
import io.mltwin.container.agent.AgentRuntime;
import io.mltwin.container.process.ContainerCommand;
import io.mltwin.container.process.ProcessRuntime;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.ServiceName;
import io.mltwin.sandbox.Sandbox;
import io.mltwin.sandbox.SandboxKind;
import io.mltwin.scoring.ScoringConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** Chooses where the containers of web services run, and says what keeps them apart. */
@Singleton
class ContainerRuntimes {

    private static final Logger LOG = Logger.getLogger(ContainerRuntimes.class);

    private final ScoringConfig config;
    private final PlatformConfig platform;
    private final ContainerFolders folders;
    private final TlsConfigurationRegistry tls;
    private AgentListener agents;

    ContainerRuntimes(
            ScoringConfig config, PlatformConfig platform, ContainerFolders folders, TlsConfigurationRegistry tls) {
        this.config = config;
        this.platform = platform;
        this.folders = folders;
        this.tls = tls;
    }

    /** The host of containers may connect from now on. */
    void listen(@Observes StartupEvent event) throws Exception {
        if (config.scoring().hostSha256().isPresent()) {
            agents = new AgentListener(
                    tls.get("server")
                            .orElseThrow()
                            .createSSLContext()
                            .getServerSocketFactory()
                            .createServerSocket(config.scoring().hostPort()),
                    config.scoring().hostSha256().get(),
                    LOG::info);
            agents.start();
        }
    }

    @PreDestroy
    void close() {
        if (agents != null) {
            agents.close();
        }
    }

    @Produces
    @Singleton
    ContainerRuntime runtime() {
        return agents == null ? processes() : new AgentRuntime(agents);
    }

    private ContainerRuntime processes() {
        ContainerCommand command = new ContainerCommand(
                config.javaHome().orElse(Path.of(System.getProperty("java.home"))),
                config.environmentsDir().orElse(Path.of("environments")));
        try {
            Sandbox sandbox = Sandbox.find(folders.place(), command.readOnly());
            if (sandbox.kind() == SandboxKind.NONE && isRoot(folders.place())) {
                sandbox = Sandbox.find(folders.openToPassers(), command.readOnly());
            }
            LOG.infof(
                    "Containers of web services (%s): %s %s",
                    sandbox.kind().key(), sandbox.sentence(), sandbox.reason());
            return new ProcessRuntime(command, sandbox, ServiceName.ports(platform.portBase()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot try what keeps containers apart", e);
        }
    }

    private static boolean isRoot(Path own) throws IOException {
        return Files.getAttribute(own, "unix:uid").equals(0);
    }
}
