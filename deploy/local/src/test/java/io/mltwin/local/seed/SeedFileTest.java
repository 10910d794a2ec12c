package io.mltwin.local.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused before the first call. */
class SeedFileTest {
    @TempDir
    private Path folder;

    /** Cases of a file that are divided by lines of equals signs: the message, then the seed file. */
    static Stream<Arguments> brokenFiles() throws IOException {
        try (InputStream content = SeedFileTest.class.getResourceAsStream("broken-seeds.txt")) {
            String all = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.split("(?m)^===\n"))
                    .map(one -> one.split("\n", 2))
                    .map(one -> Arguments.of(one[0], one[1]));
        }
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void aBrokenFileIsRefusedWithOneMessageAndItsPlace(String message, String content) throws IOException {
        // Given
        Path file = file("broken.yaml", content);
        Files.write(folder.resolve("broken.bin"), new byte[] {(byte) 0xff, (byte) 0xfe});

        // When
        RefusalException refused = assertThrows(RefusalException.class, () -> SeedFile.read(file, target()));

        // Then
        assertEquals(message, refused.getMessage().replace(folder + "/", ""));
    }

    @Test
    void thereAreSixtyBrokenFiles() throws IOException {
        assertTrue(brokenFiles().count() >= 60);
    }

    @Test
    void allProblemsAreToldAtOnceInTheOrderOfTheFile() throws IOException {
        Path file = file("broken.yaml", """
                steps:
                  - workspace: a
                    color: red
                  - lock: b
                  - role: Reader
                    to: 7
                """);

        RefusalException refused = assertThrows(RefusalException.class, () -> SeedFile.read(file, target()));

        assertEquals(
                "3:5|4:5|6:9",
                String.join(
                        "|",
                        refused.getMessage()
                                .lines()
                                .map(line -> line.replaceFirst(".*broken.yaml:(\\d+:\\d+): .*", "$1"))
                                .toList()));
    }

    @Test
    void jsonWithTabsIsRead() throws IOException {
        Path file = file("world.json", "{\n\t\"steps\": [ { \"workspace\": \"a\" } ]\n}");

        assertEquals(1, SeedFile.read(file, target()).size());
    }

    @Test
    void theWorldOfTheDocumentsIsInOrder() {
        Path world = Path.of(System.getProperty("mltwin.checkout")).resolve("deploy/seed/world.yaml");

        assertTrue(SeedFile.read(world, target()).size() > 15);
    }

    @Test
    void aFileWithMoreThanOneMebibyteIsRefused() throws IOException {
        Path file = file("broken.yaml", "# " + "x".repeat(1 << 20));

        assertTrue(assertThrows(RefusalException.class, () -> SeedFile.read(file, target()))
                .getMessage()
                .endsWith("broken.yaml:1:1: The file has more than 1 MiB: divide it."));
    }

    @Test
    void namesHaveTheSameIdsInTheSameTenantAndOthersInAnother() throws IOException {
        Path file = file("world.yaml", "principals: { dora: { kind: person } }");
        SeedTarget other = new SeedTarget("t2", "s2", "d2", "rg", "eastus", target().credentials());

        String first =
                SeedFile.read(file, target()).directory().users().get("dora").objectId();

        assertEquals(
                first,
                SeedFile.read(file, target()).directory().users().get("dora").objectId());
        assertFalse(first.equals(
                SeedFile.read(file, other).directory().users().get("dora").objectId()));
    }

    @Test
    void uniqueIsAVariableThatNobodyElseHas() throws IOException {
        Path file = file("world.yaml", "variables: { name: \"prices-${unique}\" }\nprincipals: { unique: {} }");

        RefusalException refused = assertThrows(RefusalException.class, () -> SeedFile.read(file, target()));

        assertTrue(refused.getMessage().contains("world.yaml:2:"), refused.getMessage());
        assertFalse(refused.getMessage().contains("world.yaml:1:"), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":1,"b":2}        | {"a":1.0}           | true
            {"a":1}              | {"a":2}             | false
            {"a":"1"}            | {"a":1}             | false
            {"a":{"b":[1,2]}}    | {"a":{"b":[1,2]}}   | true
            {"a":[1,2,3]}        | {"a":[1,2]}         | false
            {"a":[2,1]}          | {"a":[1,2]}         | false
            {"id":"/Sub/A"}      | {"id":"/sub/a"}     | true
            {"name":"A"}         | {"name":"a"}        | false
            {}                   | {"a":null}          | true
            {"a":1}              | {"a":null}          | false
            {}                   | {"secret":"s"}      | false
            """)
    void anAnswerHasAllThatABodySays(String found, String wanted, boolean has) throws IOException {
        JsonNode answer = Json.MAPPER.readTree(found);

        assertEquals(has, SeedRun.contains(answer, Json.MAPPER.readTree(wanted)));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static SeedTarget target() {
        return new SeedTarget(
                "t1",
                "s1",
                "contoso.mltwin.localhost",
                "rg1",
                "eastus",
                new OperatorCredentials(
                        null,
                        Map.of(),
                        Map.of(
                                "owner", new OperatorCredentials.ServicePrincipal("t1", "a1", "o1", "s", null, null),
                                "reader",
                                        new OperatorCredentials.ServicePrincipal("t1", "a2", "o2", "s", null, null))));
    }
}
