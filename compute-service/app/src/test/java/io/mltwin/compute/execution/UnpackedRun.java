package io.mltwin.compute.execution;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The zip of a local run on its submitter's machine, unpacked and started as Azure's clients do.
 */
record UnpackedRun(Path folder) {

    /** Unpacks an answer of startlocalrun. */
    static UnpackedRun of(byte[] zip, Path folder) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, in.readAllBytes());
            }
        }
        return new UnpackedRun(folder);
    }

    /** Lays the programs of the zip next to a run that a test describes. */
    static UnpackedRun of(String run, Path folder) throws IOException {
        Path setup = Files.createDirectories(folder.resolve("azureml-setup"));
        for (String program : new String[] {"Invocation.sh", "local_run.py", "run_history.py"}) {
            try (InputStream in = UnpackedRun.class.getResourceAsStream("/local-run/" + program)) {
                Files.write(setup.resolve(program), in.readAllBytes());
            }
        }
        UnpackedRun unpacked = new UnpackedRun(folder);
        Files.writeString(unpacked.run(), run);
        return unpacked;
    }

    Path run() {
        return folder.resolve("azureml-setup/run.json");
    }

    /** Has the run call another address, since tests do not resolve names. */
    void call(String service) throws IOException {
        Files.writeString(run(), Files.readString(run()).replaceAll("https://[a-z0-9.-]+:[0-9]+/", service + "/"));
    }

    /** Starts the run; its output is the driver log's alone. */
    Process start(Map<String, String> environment) throws IOException {
        Path program = folder.resolve("azureml-setup/Invocation.sh");
        program.toFile().setExecutable(true);
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", "-c", program.toString());
        builder.directory(folder.toFile());
        builder.environment().put("no_proxy", "localhost,127.0.0.1");
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("client.txt").toFile());
        return builder.start();
    }

    /** Runs it to its end. */
    int execute(Map<String, String> environment) throws IOException, InterruptedException {
        Process process = start(environment);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("the run did not end: " + log());
        }
        return process.exitValue();
    }

    String log() throws IOException {
        Path log = folder.resolve("logs/azureml/70_driver_log.txt");
        return Files.exists(log) ? Files.readString(log) : Files.readString(folder.resolve("client.txt"));
    }
}
