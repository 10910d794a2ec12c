package io.mltwin.local.command;

import io.mltwin.local.azurecli.ClientVariables;
import io.mltwin.local.azurecli.SystemAuthorities;
import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** mltwin env: export lines for a shell, for tests and for Azure's own clients. */
@Command(name = "env", description = "Print export lines: eval \"$(./mltwin env)\".", mixinStandardHelpOptions = true)
public final class EnvCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "Where these lines write the authority's certificate, for a shell that does not see the data"
                            + " folder: eval \"$(docker exec NAME mltwin env --ca FILE)\". The other formats name the file only.")
    private Path copy;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "shell",
            description = "${COMPLETION-CANDIDATES}: github for the file that $GITHUB_ENV names (default: shell).")
    private Format format;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    /** A form of the variables. */
    enum Format {
        shell,
        dotenv,
        github,
        json
    }

    @Override
    public Integer call() throws IOException {
        Format wanted = json ? Format.json : format;
        RunningPlatform running = platform.require();
        Path authority = running.folder().caCertificate();
        if (copy != null) {
            if (!copy.isAbsolute() || copy.toString().contains("'")) {
                throw new RefusalException(
                        "--ca must be an absolute path without quotes, since every program reads it: not " + copy
                                + ".");
            }
            if (wanted == Format.shell) {
                System.out.println(writing(copy, BoundedContent.text(authority)));
            }
        }
        Map<String, String> variables = copy == null
                ? ClientVariables.of(running.folder(), running.settings(), running.fixture(), running.credentials())
                : ClientVariables.of(copy, copy, running.settings(), running.fixture(), running.credentials());
        System.out.println(text(wanted, variables));
        return 0;
    }

    /** Returns the line by which a shell writes the system's authorities and this one, also under {@code set -e}. */
    static String writing(Path copy, String authority) {
        return "{ cat " + String.join(" ", SystemAuthorities.FILES) + " 2>/dev/null || true; printf '%s' '" + authority
                + "'; } > '" + copy + "'";
    }

    static String text(Format format, Map<String, String> variables) throws IOException {
        if (format == Format.json) {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(variables);
        }
        return variables.entrySet().stream()
                .map(one -> line(format, one.getKey(), one.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String line(Format format, String name, String value) {
        return switch (format) {
            case dotenv -> name + "=\"" + value.replace("\n", "\\n") + "\"";
            // GitHub reads a value of several lines up to a word of the writer's choice
            case github ->
                value.contains("\n")
                        ? name + "<<END_OF_" + name + "\n" + value + "\nEND_OF_" + name
                        : name + "=" + value;
            default -> "export " + name + "='" + value + "'";
        };
    }
}
