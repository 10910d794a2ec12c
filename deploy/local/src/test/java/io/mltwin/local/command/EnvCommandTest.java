package io.mltwin.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.command.EnvCommand.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvCommandTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "shell,export A='1'|export PEM='x~y'",
        "dotenv,A=\"1\"|PEM=\"x\\ny\"",
        "github,A=1|PEM<<END_OF_PEM|x~y|END_OF_PEM",
        "json,'{|  \"A\" : \"1\",|  \"PEM\" : \"x\\ny\"|}'"
    })
    void theVariablesHaveTheFormThatIsAskedFor(Format format, String lines) throws IOException {
        Map<String, String> variables = new TreeMap<>(Map.of("A", "1", "PEM", "x\ny"));

        assertEquals(lines.replace('|', '\n').replace('~', '\n'), EnvCommand.text(format, variables));
    }

    @Test
    void theAuthorityIsWrittenAlsoWhereTheShellEndsAtTheFirstError(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("ca.pem");
        Process shell = new ProcessBuilder(
                        "sh", "-euc", "eval \"$1\"; echo done", "sh", EnvCommand.writing(file, "PEM"))
                .redirectErrorStream(true)
                .start();

        assertEquals("done\n", new String(shell.getInputStream().readAllBytes(), UTF_8));
        assertTrue(Files.readString(file).endsWith("PEM"));
    }
}
