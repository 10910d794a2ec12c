package io.mltwin.compute.execution;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.compute.snapshots.SnapshotFile;
import io.mltwin.compute.snapshots.SnapshotService;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.PlatformConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the zip that {@code startlocalrun} answers: the code of the run, and in {@code
 * azureml-setup} what executes it and the run token.
 */
@Singleton
class LocalRunArchive {

    /** The file with the platform's certificate authority. */
    static final String AUTHORITIES = "azureml-setup/authorities.pem";

    private static final String SETUP = "azureml-setup/";
    private static final List<String> PROGRAMS =
            List.of("Invocation.sh", "local_run.py", "run_history.py");

    private final SnapshotService snapshots;
    private final Path authorities;
    private final ObjectMapper json;

    LocalRunArchive(SnapshotService snapshots, PlatformConfig platform, ObjectMapper json) {
        this.snapshots = snapshots;
        this.authorities = platform.trustDir().resolve("ca.pem");
        this.json = json;
    }

    /** Refuses code that would replace what executes it and has the run token. */
    static void requireCode(List<SnapshotFile> files) {
        if (files.stream().anyMatch(file -> AsciiCase.startsWith(file.path(), SETUP))) {
            throw RunDefinitionValidator.invalid(
                    "snapshotId",
                    "The code of a local run must not have a folder azureml-setup: Azure ML's own lies there.");
        }
    }

    void write(Workspace workspace, LocalRunBody run, List<SnapshotFile> files, OutputStream out)
            throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String program : PROGRAMS) {
                try (InputStream in = getClass().getResourceAsStream("/local-run/" + program)) {
                    add(zip, SETUP + program, in.readAllBytes());
                }
            }
            add(zip, AUTHORITIES, Files.readAllBytes(authorities));
            for (SnapshotFile file : files) {
                zip.putNextEntry(new ZipEntry(file.path()));
                try (InputStream in = snapshots.open(workspace, file)) {
                    in.transferTo(zip);
                }
                zip.closeEntry();
            }
            // last: a zip that broke off has no token
            add(zip, SETUP + "run.json", json.writeValueAsBytes(run));
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
