package io.mltwin.local.command;

import io.mltwin.local.compose.ComposeProject;
import io.mltwin.local.folder.FolderLock;
import io.mltwin.local.folder.LeftoverProcesses;
import io.mltwin.local.folder.RunningFolders;
import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Java;
import io.mltwin.local.process.Part;
import io.mltwin.local.process.PidFile;
import io.mltwin.local.process.ProcessTable;
import io.mltwin.local.reset.ResetMarker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * mltwin status: every part with its pid, port, state and resident memory, in which a page that
 * processes share is counted once.
 */
@Command(
        name = "status",
        description = "Show the parts; exit code 0 if all are ready, 3 if not.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    private static final int NOT_READY = 3;
    private static final List<String> RUN_SCRIPTS =
            List.of(PlatformService.COMPUTE.key(), PlatformService.SCORING.key());

    @Option(names = "--json", description = "As a JSON array.")
    private boolean json;

    /**
     * One line; pid and port are null where there is none.
     *
     * @param sandbox what keeps the scripts apart that run for this part, or null where none do
     */
    record Row(String part, Long pid, Integer port, String state, long residentKb, String sandbox) {
        Row(String part, Long pid, Integer port, String state, long residentKb) {
            this(part, pid, port, state, residentKb, null);
        }

        Row in(String kind) {
            return new Row(part, pid, port, state, residentKb, kind);
        }
    }

    @Override
    public Integer call() throws IOException {
        Optional<RunningPlatform> running = platform.find();
        if (running.isPresent() && running.get().where() != RunningPlatform.Where.PROCESSES) {
            throw new RefusalException(
                    "The platform of this checkout runs in Compose: use 'docker compose ps' and 'docker stats'."
                            + Scripts.askContainer(running.get()));
        }
        List<Row> rows = running.isPresent() ? rows(running.get()) : List.of();
        if (json) {
            System.out.println(Json.MAPPER.writeValueAsString(rows));
        } else if (rows.isEmpty() || running.get().supervisor().isEmpty()) {
            System.out.println("mltwin is not running." + RunningFolders.sentence());
        } else {
            print(rows);
            System.out.println("Console: " + running.get().settings().consoleUrl());
            Scripts.ask(running.get().folder()).ifPresent(scripts -> System.out.println(scripts.sentence()));
            ResetMarker.unended(running.get().folder())
                    .ifPresent(command -> System.out.println(
                            "'./mltwin " + command + "' has begun and not ended: if it is not under way, repeat it."));
        }
        boolean ready =
                !rows.isEmpty() && rows.stream().allMatch(row -> row.state().equals("ready"));
        return ready ? 0 : NOT_READY;
    }

    private static List<Row> rows(RunningPlatform running) throws IOException {
        List<Row> rows = new ArrayList<>();
        rows.add(running.supervisor()
                .map(pid -> new Row(FolderLock.LAUNCHER, pid.pid(), null, "ready", resident(List.of(pid.pid()))))
                .orElse(new Row(FolderLock.LAUNCHER, null, null, "stopped", 0)));
        String sandbox = Scripts.ask(running.folder()).map(Scripts::kind).orElse(null);
        for (Part part : running.parts().all()) {
            Row row = row(running, part);
            rows.add(RUN_SCRIPTS.contains(part.name()) ? row.in(sandbox) : row);
        }
        for (LeftoverProcesses.ComputeNode node : new LeftoverProcesses(running.folder(), line -> {}).computeNodes()) {
            rows.add(new Row(
                    "node " + node.name(), node.pid(), null, "ready", resident(ProcessTable.family(node.pid()))));
        }
        return rows;
    }

    private static Row row(RunningPlatform running, Part part) {
        Optional<PidFile> pid = PidFile.read(running.folder().pid(part.name())).filter(PidFile::alive);
        if (pid.isEmpty()) {
            return new Row(part.name(), null, part.port(), "stopped", 0);
        }
        // A service's children are compute nodes, which have rows of their own; PostgreSQL's are
        // its back ends.
        List<Long> processes = part.tier() == 0
                ? ProcessTable.family(pid.get().pid())
                : List.of(pid.get().pid());
        return new Row(
                part.name(), pid.get().pid(), part.port(), part.answers() ? "ready" : "starting", resident(processes));
    }

    private static long resident(List<Long> processes) {
        return processes.stream().mapToLong(ProcessTable::residentKilobytes).sum();
    }

    private static void print(List<Row> rows) {
        String format = "%-12s %8s %6s %-9s %12s%n";
        System.out.printf(format, "PART", "PID", "PORT", "STATE", "RESIDENT KB");
        for (Row row : rows) {
            System.out.printf(
                    format,
                    row.part(),
                    row.pid() == null ? "-" : row.pid(),
                    row.port() == null ? "-" : row.port(),
                    row.state(),
                    row.residentKb());
        }
        System.out.printf(
                format,
                "all",
                "",
                "",
                "",
                rows.stream().mapToLong(Row::residentKb).sum());
    }

    /**
     * Finds what keeps the scripts of users apart on this machine, as the program of a compute node
     * finds it.
     *
     * @param kind bubblewrap, other-user or none
     * @param sentence the same for a person
     */
    record Scripts(String kind, String sentence) {

        private static final String IN_CONTAINER =
                "java -XX:TieredStopAtLevel=1 -jar \"$MLTWIN_HOST_JAR\" --sandbox /tmp";

        /** Returns what holds in the container where scripts run, as sentences; empty inside of containers. */
        static String askContainer(RunningPlatform running) throws IOException {
            if (running.where() == RunningPlatform.Where.INSIDE) {
                return "";
            }
            String answer = new ComposeProject(running.checkout().root())
                    .exec("compute-nodes", "sh", "-c", IN_CONTAINER)
                    .text();
            return " Its scripts: " + answer.lines().skip(1).findFirst().orElse("compute-nodes does not answer.")
                    + " That network leads to the six services, and pip to its index.";
        }

        /** Empty where the program is not built. */
        static Optional<Scripts> ask(DataFolder folder) throws IOException {
            Path jar = Checkout.find().nodeJar();
            Path place = folder.dataOf("compute");
            if (!Files.exists(jar) || !Files.isDirectory(place)) {
                return Optional.empty();
            }
            Process asked = new ProcessBuilder(
                            Java.home().resolve("bin").resolve("java").toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xshare:auto",
                            "-jar",
                            jar.toString(),
                            "--sandbox",
                            place.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            List<String> lines = BoundedContent.printed(asked).lines().toList();
            return lines.size() == 2 ? Optional.of(new Scripts(lines.get(0), lines.get(1))) : Optional.empty();
        }
    }
}
