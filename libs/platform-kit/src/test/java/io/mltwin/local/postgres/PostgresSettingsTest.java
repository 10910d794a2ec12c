package io.mltwin.local.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** PostgreSQL is set alike as the launcher's process and as a container of docker-compose.yml. */
class PostgresSettingsTest {
    private static final Pattern SETTING = Pattern.compile("(?m)^(\\w+) = (?:'([^']*)'|(\\S+))$");
    private static final Pattern COMMAND =
            Pattern.compile("(?s)\\n  postgres:\\n.*?\\n    command:\\n(.*?)\\n    environment:");
    private static final Pattern ARGUMENT = Pattern.compile("(?m)^      - (\"?)-c(\\w+)=(.*?)\\1$");

    /** What a container must leave to its image, each with the reason. */
    private static final Map<String, String> OF_THE_LAUNCHER = Map.of(
            "listen_addresses", "a container is reached by its name, not on loopback",
            "port", "the launcher's is one of the user's machine",
            "unix_socket_directories", "the image's entrypoint begins at its socket");

    @Test
    void theContainerIsSetAsTheProcess() throws IOException {
        Map<String, String> process = process();
        process.keySet().removeAll(OF_THE_LAUNCHER.keySet());

        assertEquals(process, container());
        assertTrue(process.size() > 25, process.toString());
    }

    @Test
    void differingSettingsAreOfTheProcessAlone() throws IOException {
        Set<String> process = process().keySet();

        assertTrue(process.containsAll(OF_THE_LAUNCHER.keySet()), process.toString());
        OF_THE_LAUNCHER.values().forEach(reason -> assertTrue(reason.length() > 20, reason));
    }

    /** Every line but comments is read, so none is passed over. */
    private static Map<String, String> process() {
        String text = PostgresSettings.text(5432);
        Map<String, String> settings = new TreeMap<>();
        for (MatchResult found : SETTING.matcher(text).results().toList()) {
            settings.put(found.group(1), found.group(2) == null ? found.group(3) : found.group(2));
        }
        long lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .count();
        assertEquals(lines, settings.size());
        return settings;
    }

    private static Map<String, String> container() throws IOException {
        String file = Files.readString(Checkout.find().root().resolve("docker-compose.yml"));
        String command = COMMAND.matcher(file)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
        Map<String, String> settings = new TreeMap<>();
        for (MatchResult found : ARGUMENT.matcher(command).results().toList()) {
            settings.put(found.group(2), found.group(3));
        }
        long lines =
                command.lines().filter(line -> !line.strip().startsWith("#")).count();
        assertEquals(lines, settings.size());
        return settings;
    }
}
