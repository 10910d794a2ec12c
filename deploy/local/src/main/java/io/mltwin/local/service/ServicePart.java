package io.mltwin.local.service;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.process.Java;
import io.mltwin.local.process.Part;
import io.mltwin.local.trust.TrustMaterial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One of the six services as a process of its own, configured by its service.properties alone. */
public record ServicePart(
        PlatformService service,
        DataFolder folder,
        Checkout checkout,
        PlatformSettings settings,
        PlatformClient client,
        ServiceJvm jvm)
        implements Part {

    /** Flyway found other migrations than those that made the tables. */
    private static final String OTHER_TABLES = "FlywayValidateException";

    @Override
    public String name() {
        return service.key();
    }

    @Override
    public int port() {
        return settings.ports().of(service);
    }

    @Override
    public Set<String> startsAfter() {
        return StartOrder.ofMachine().before(service);
    }

    @Override
    public int tier() {
        return 1;
    }

    @Override
    public void prepare() throws IOException {
        DataFolder.createPrivate(folder.dataOf(name()));
        DataFolder.writePrivate(configuration(), new ServiceSettings(service, folder, checkout, settings).text());
    }

    private Path configuration() {
        return folder.privateOf(name()).resolve("service.properties");
    }

    @Override
    public ProcessBuilder command() throws IOException {
        List<String> command = new ArrayList<>(List.of(Java.executable().toString()));
        command.addAll(jvm.options(service));
        command.add("-XX:ErrorFile=" + folder.log(name() + "-crash"));
        command.addAll(settings.javaOptions());
        // Started where its jar is, by its bare name: so its class-data archive was made.
        Path runner = checkout.runner(service);
        command.addAll(List.of(marker(), "-jar", runner.getFileName().toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(runner.getParent().toFile());
        Java.cleanEnvironment(builder.environment());
        return builder;
    }

    @Override
    public String marker() {
        return "-Dsmallrye.config.locations=" + configuration();
    }

    @Override
    public Optional<String> advice(List<String> causes) {
        return causes.stream().anyMatch(line -> line.contains(OTHER_TABLES))
                ? Optional.of(adviceOnOtherTables())
                : Optional.empty();
    }

    private String adviceOnOtherTables() {
        Path data = folder.root();
        return "The data in "
                + data
                + " have the tables of another commit, and until a first release nothing converts"
                + " them. Make them new: remove the folder ('rm -r "
                + data
                + "') and start again.";
    }

    @Override
    public boolean answers() {
        return client.ready(port());
    }

    /**
     * Decides after which parts a service's JVM is started. Every service comes up in any order; this
     * is for time alone. Where there are fewer cores than JVMs, those come first that the fixture
     * begins with, so that what waits while it is seeded is used by those that start meanwhile.
     *
     * @param processors of the machine
     */
    record StartOrder(int processors) {
        /** From so many on all JVMs start side by side. */
        private static final int ENOUGH = 4;

        static StartOrder ofMachine() {
            return new StartOrder(Runtime.getRuntime().availableProcessors());
        }

        Set<String> before(PlatformService service) {
            if (processors >= ENOUGH) {
                return Set.of(TrustMaterial.POSTGRES);
            }
            return switch (service) {
                case IDENTITY, WORKSPACE -> Set.of(TrustMaterial.POSTGRES);
                case KEYVAULT, SCORING, TELEMETRY -> Set.of(TrustMaterial.POSTGRES, PlatformService.IDENTITY.key());
                // a workspace is made without it
                case COMPUTE ->
                    Set.of(TrustMaterial.POSTGRES, PlatformService.IDENTITY.key(), PlatformService.KEYVAULT.key());
            };
        }
    }
}
