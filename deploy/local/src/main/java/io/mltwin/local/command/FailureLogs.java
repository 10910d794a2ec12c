package io.mltwin.local.command;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.process.LogTail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what the logs of a platform's parts tell about a flow that failed, and where they lie. */
final class FailureLogs {
    private final DataFolder folder;
    private final Path lasting;

    /**
     * @param lasting where the logs lie when the command has ended
     */
    FailureLogs(DataFolder folder, Path lasting) {
        this.folder = folder;
        this.lasting = lasting;
    }

    /**
     * Returns lines with the warnings of a service, the names of others that have errors, and what
     * to do next.
     *
     * @param service that was called last; empty where that is not known
     */
    String tell(Optional<PlatformService> service) {
        String part = service.map(PlatformService::key).orElse("PART");
        if (!Files.isDirectory(folder.logs())) {
            return "  Its log: 'docker compose logs " + part + "'";
        }
        StringBuilder text = new StringBuilder();
        Path log = folder.log(part);
        if (Files.exists(log)) {
            List<String> warnings = LogTail.warnings(log);
            text.append("  Warnings and errors in the log of ").append(part).append(':');
            text.append(warnings.isEmpty() ? " none\n" : "\n");
            warnings.forEach(line -> text.append("    ").append(line).append('\n'));
        }
        String others = withErrors(part);
        if (!others.isEmpty()) {
            text.append("  Errors are also in the logs of ").append(others).append('\n');
        }
        return text.append("  All logs: ")
                .append(lasting)
                .append(Files.exists(log) ? ", first " + log.getFileName() : "")
                .append("\n  Next: see there what went wrong, and play the demo again.")
                .toString();
    }

    private String withErrors(String but) {
        return Arrays.stream(PlatformService.values())
                .map(PlatformService::key)
                .filter(key -> !key.equals(but) && Files.exists(folder.log(key)))
                .filter(key -> LogTail.warnings(folder.log(key)).stream().anyMatch(line -> line.contains("ERROR")))
                .collect(Collectors.joining(", "));
    }
}
