package io.mltwin.local.command;

import io.mltwin.local.Platform;
import io.mltwin.local.PlatformBuilder;
import io.mltwin.local.folder.FolderLock;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.Preflight;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Part;
import io.mltwin.local.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of up, passed on unchanged to the supervisor. */
final class StartOptions {
    @Option(names = "--data", paramLabel = "DIR", description = "Data folder (default: .mltwin in the checkout).")
    private Path data;

    @Option(names = "--ephemeral", description = "Use a new temporary data folder and delete it at the end.")
    private boolean ephemeral;

    @Option(
            names = "--golden",
            description = "Begin a new data folder as a copy of a seeded one, which is made once in a distribution.")
    private boolean golden;

    @Option(names = "--port-base", paramLabel = "N", description = "What all ports are counted from (default: 8440).")
    private Integer portBase;

    @Option(names = "--free-ports", description = "Take ports that are free, which 'env' then names.")
    private boolean freePorts;

    @Option(names = "--base", paramLabel = "DOMAIN", description = "Domain of all names (default: mltwin.localhost).")
    private String base;

    @Option(
            names = "--login-port",
            paramLabel = "N",
            description = "A further port for identity-service, for clients that drop ports.")
    private Integer loginPort;

    @Option(
            names = "--both-compilers",
            description = "For load that goes on: the services' JVMs also use their second compiler. They"
                    + " start slower and take more memory.")
    private boolean bothCompilers;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting for every service, such as mltwin.delay.role=PT5M.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** Returns the folder of --data; empty without it. */
    Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    /** Returns whether a temporary folder is wanted, with which no platform runs yet. */
    boolean isNew() {
        return ephemeral && data == null;
    }

    /**
     * Returns the platform that runs as these options ask for, with all of its parts; empty for
     * options that it would have to be started again for.
     */
    Optional<RunningPlatform> findSame() throws IOException {
        boolean isOther = ephemeral || golden || bothCompilers || freePorts || loginPort != null || !settings.isEmpty();
        return isOther
                ? Optional.empty()
                : RunningPlatform.find(data())
                        .filter(running -> running.where() == RunningPlatform.Where.PROCESSES && running.up())
                        .filter(running -> portBase == null
                                || portBase == running.settings().ports().base())
                        .filter(running ->
                                base == null || base.equals(running.settings().base()))
                        .filter(running -> running.parts().all().stream().allMatch(Part::answers));
    }

    /**
     * Makes the data folder and refuses one that a platform runs with. Commands without --data mean
     * the platform that was started without it, of several the first.
     */
    DataFolder prepareFolder(Checkout checkout) throws IOException, InterruptedException {
        boolean isNew = isNew();
        boolean named = !isNew && (data != null || Pointer.given().isPresent());
        Pointer pointer = Pointer.toCurrent(checkout);
        boolean running = pointer.supervisor().isPresent();
        if (running && !named && !isNew) {
            throw FolderLock.runningAlready(pointer.folder());
        }
        if (!running) {
            AbandonedProcesses.end(checkout, pointer);
        }
        DataFolder folder = new DataFolder(dataFolder(checkout));
        checkout.requireBuilt(EnumSet.allOf(PlatformService.class));
        Preflight.folder(folder);
        // Only asks: who starts the parts takes the lock for good.
        FolderLock.take(folder).close();
        if (!running && !named) {
            pointer.set(folder.root());
        }
        return folder;
    }

    /** Returns the data folder, which is made here if it is to be a temporary one. */
    Path dataFolder(Checkout checkout) {
        if (loginPort != null) {
            throw new RefusalException("--login-port is not built yet: identity-service answers on its own port only.");
        }
        if (freePorts && portBase != null) {
            throw new RefusalException("--free-ports chooses the ports itself: leave out --port-base.");
        }
        if (isNew()) {
            try {
                data = Files.createTempDirectory("mltwin-");
            } catch (IOException e) {
                throw new RefusalException("No temporary folder can be made: " + e.getMessage(), e);
            }
        }
        return Optional.ofNullable(data)
                .or(Pointer::given)
                .orElseGet(checkout::home)
                .toAbsolutePath()
                .normalize();
    }

    PlatformBuilder builder(Checkout checkout, Progress progress) {
        PlatformBuilder builder = Platform.builder(dataFolder(checkout))
                .checkout(checkout.root())
                .base(base)
                .portBase(portBase)
                .ephemeral(ephemeral)
                .golden(golden)
                .bothCompilers(bothCompilers)
                .progress(progress);
        if (freePorts) {
            builder.freePorts();
        }
        String bind = System.getenv("MLTWIN_BIND");
        builder.bind(bind == null || bind.isBlank() ? PlatformSettings.LOOPBACK : bind);
        String options = System.getenv("MLTWIN_JAVA_OPTS");
        if (options != null && !options.isBlank()) {
            List.of(options.strip().split("\\s+")).forEach(builder::javaOption);
        }
        settings.forEach(builder::setting);
        return builder;
    }

    /** Returns the same options as arguments. */
    List<String> arguments(Checkout checkout) {
        List<String> arguments =
                new ArrayList<>(List.of("--data", dataFolder(checkout).toString()));
        if (ephemeral) {
            arguments.add("--ephemeral");
        }
        if (golden) {
            arguments.add("--golden");
        }
        if (bothCompilers) {
            arguments.add("--both-compilers");
        }
        if (freePorts) {
            arguments.add("--free-ports");
        }
        if (portBase != null) {
            arguments.addAll(List.of("--port-base", portBase.toString()));
        }
        if (base != null) {
            arguments.addAll(List.of("--base", base));
        }
        settings.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
        return arguments;
    }
}
