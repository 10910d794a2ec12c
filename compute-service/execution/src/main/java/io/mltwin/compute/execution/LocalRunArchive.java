package io.mltwin.compute.execution;

import io.mltwin.armweb.Json;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import io.mltwin.compute.snapshots.SnapshotService;
import io.mltwin.compute.snapshots.ZipStream;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.PlatformConfig;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the zip that {@code startlocalrun} answers: the code of the run, and in {@code
 * azureml-setup} what executes it and the run token.
 */
@Singleton
class LocalRunArchive {

    /** The file with the platform's certificate authority. */
    static final String AUTHORITIES = "azureml-setup/authorities.pem";

    private static final String SETUP = "azureml-setup/";
    private static final List<String> PROGRAMS = List.of("Invocation.sh", "local_run.py", "run_history.py");

    private final SnapshotService snapshots;
    private final Path authorities;

    LocalRunArchive(SnapshotService snapshots, PlatformConfig platform) {
        this.snapshots = snapshots;
        this.authorities = platform.trustDir().resolve("ca.pem");
    }

    /** Refuses code that would replace what executes it and has the run token. */
    static void requireCode(List<SnapshotFile> files) {
        if (files.stream().anyMatch(file -> AsciiCase.startsWith(file.path(), SETUP))) {
            throw RunDefinitionValidator.invalid(
                    "snapshotId",
                    "The code of a local run must not have a folder azureml-setup: Azure ML's own lies there.");
        }
    }

    InputStream of(Workspace workspace, LocalRunBody run, List<SnapshotFile> files) {
        List<ZipStream.Entry> entries = new ArrayList<>();
        for (String program : PROGRAMS) {
            add(entries, SETUP + program, () -> getClass().getResourceAsStream("/local-run/" + program));
        }
        add(entries, AUTHORITIES, () -> Files.newInputStream(authorities));
        for (SnapshotFile file : files) {
            add(entries, file.path(), () -> snapshots.open(workspace, file));
        }
        // last: a zip that broke off has no token
        add(entries, SETUP + "run.json", () -> new ByteArrayInputStream(Json.bytes(run)));
        return new ZipStream(entries);
    }

    private static void add(List<ZipStream.Entry> entries, String path, ZipStream.Content content) {
        entries.add(new ZipStream.Entry(path, null, content));
    }
}
