package io.mltwin.local.command;

import io.mltwin.local.compose.ComposeProject;
import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.process.Java;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds what keeps the scripts of users apart on this machine, as the program of a compute node
 * finds it.
 *
 * @param kind bubblewrap, other-user or none
 * @param sentence the same for a person
 */
record Scripts(String kind, String sentence) {

    private static final String IN_CONTAINER = "java -XX:TieredStopAtLevel=1 -jar \"$MLTWIN_HOST_JAR\" --sandbox /tmp";

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
