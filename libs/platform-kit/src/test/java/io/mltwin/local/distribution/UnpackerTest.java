package io.mltwin.local.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.Checkout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnpackerTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @TempDir
    Path folder;

    private Path cache;
    private Path unpacked;
    private Map<String, byte[]> content;

    @BeforeEach
    void describe() {
        cache = folder.resolve("cache");
        unpacked = cache.resolve("1.2.3-0123456789abcdef");
        content = new LinkedHashMap<>();
        content.put("mltwin", text("#!/bin/sh\n"));
        content.put("lib/", new byte[0]);
        content.put("lib/a.jar", new byte[3_000_000]);
        content.put(Checkout.DISTRIBUTION, text("{\"version\": \"1.2.3\", \"digest\" : \"" + DIGEST + "\"}"));
    }

    @Test
    void severalProgramsAtOnceUnpackOnce() throws IOException, InterruptedException {
        // Given
        Path distribution = distribution();
        List<Process> programs = new ArrayList<>();

        // When
        for (int i = 0; i < 4; i++) {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-jar",
                    distribution.toString());
            builder.environment().put("MLTWIN_CACHE", cache.toString());
            builder.redirectErrorStream(true);
            programs.add(builder.start());
        }

        // Then
        for (Process program : programs) {
            String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(unpacked + "\n", output);
            assertEquals(0, program.waitFor());
        }
        assertWhole(unpacked);
        assertEquals("rwx------", permissions(unpacked));
        assertEquals(List.of("1.2.3-0123456789abcdef", "1.2.3-0123456789abcdef.lock"), names(cache));
    }

    @Test
    void anUnpackedFolderStays() throws IOException {
        // Given
        Path distribution = distribution();
        new Unpacker(distribution, cache).folder();
        Files.writeString(unpacked.resolve("made-later"), "x");

        // When
        Path again = new Unpacker(distribution, cache).folder();

        // Then
        assertEquals(unpacked, again);
        assertTrue(Files.exists(unpacked.resolve("made-later")));
    }

    @Test
    void aFolderLeftHalfUnpackedByAKilledProgramIsUnpackedAgain() throws IOException {
        // Given
        Path half = Files.createDirectories(cache.resolve("1.2.3-0123456789abcdef.new/lib"));
        Files.writeString(half.resolve("a.jar"), "half");
        Files.writeString(half.resolve("old.jar"), "old");

        // When
        new Unpacker(distribution(), cache).folder();

        // Then
        assertWhole(unpacked);
        assertFalse(Files.exists(unpacked.resolve("lib/old.jar")));
        assertFalse(Files.exists(half));
    }

    @Test
    void anotherContentHasAnotherFolder() throws IOException {
        // Given
        Path first = new Unpacker(distribution(), cache).folder();
        content.put(Checkout.DISTRIBUTION, text("{\"version\":\"1.2.3\",\"digest\":\"" + "f".repeat(64) + "\"}"));

        // When
        Path second = new Unpacker(distribution(), cache).folder();

        // Then
        assertEquals(cache.resolve("1.2.3-" + "f".repeat(16)), second);
        assertWhole(first);
        assertWhole(second);
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "../outside, x, it names a file outside its folder: ../outside",
                "lib/../../outside, x, it names a file outside its folder: lib/../../outside",
                "mltwin-distribution.json, {}, its mltwin-distribution.json has no version",
                "mltwin-distribution.json, |{\"version\":\"../..\"}|, its mltwin-distribution.json has no version",
                "mltwin-distribution.json, |{\"version\":\"1\",\"digest\":\"12\"}|, its mltwin-distribution.json has no digest"
            })
    void aFileThatIsNoDistributionIsRefused(String entry, String text, String message) throws IOException {
        // Given
        content.put(entry, text(text));
        Unpacker unpacker = new Unpacker(distribution(), cache);

        // When
        IOException refused = assertThrows(IOException.class, unpacker::folder);

        // Then
        assertEquals(message, refused.getMessage());
        assertFalse(Files.exists(unpacked));
        assertFalse(Files.exists(folder.resolve("outside")));
    }

    @Test
    void aFileWithoutADescriptionIsRefused() throws IOException {
        // Given
        content.remove(Checkout.DISTRIBUTION);
        Unpacker unpacker = new Unpacker(distribution(), cache);

        // When
        IOException refused = assertThrows(IOException.class, unpacker::folder);

        // Then
        assertEquals("it is no distribution of mltwin, for it has no mltwin-distribution.json", refused.getMessage());
    }

    @Test
    void aFolderOfAnotherUserIsRefused() throws IOException {
        // Given
        int other = (int) Files.getAttribute(folder, "unix:uid") + 1;

        // When
        IOException refused = assertThrows(IOException.class, () -> UserCache.requireOwner(folder, other));

        // Then
        assertTrue(refused.getMessage().contains("name a cache of your own with MLTWIN_CACHE"), refused.getMessage());
    }

    @Test
    void anEmptyFolderTakesADistributionAndAFullOneDoesNot() throws IOException {
        // Given
        Unpacker unpacker = new Unpacker(distribution(), cache);
        Path target = folder.resolve("here");

        // When
        unpacker.into(target);

        // Then
        assertWhole(target);
        assertEquals(
                "the folder " + target + " is not empty",
                assertThrows(IOException.class, () -> unpacker.into(target)).getMessage());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"MLTWIN_CACHE, /c, /c", "XDG_CACHE_HOME, /x, /x/mltwin", "OTHER, /o, /home/olivia/.cache/mltwin"})
    void theCacheIsTheUsers(String variable, String value, Path expected) {
        assertEquals(expected, UserCache.folder(Map.of(variable, value), Path.of("/home/olivia")));
    }

    private void assertWhole(Path where) throws IOException {
        for (Map.Entry<String, byte[]> entry : content.entrySet()) {
            if (!entry.getKey().endsWith("/") && !entry.getKey().equals(Checkout.DISTRIBUTION)) {
                assertEquals(entry.getValue().length, Files.size(where.resolve(entry.getKey())), entry.getKey());
            }
        }
        assertEquals("rwxr-xr-x", permissions(where.resolve("mltwin")));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A distribution in small, which unpacks itself. */
    private Path distribution() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Unpacker.class.getName());
        Path file = folder.resolve("distribution.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (Class<?> type : List.of(Unpacker.class, UserCache.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                try (InputStream compiled = type.getClassLoader().getResourceAsStream(name)) {
                    jar.putNextEntry(new JarEntry(name));
                    compiled.transferTo(jar);
                }
            }
            for (Map.Entry<String, byte[]> entry : content.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return file;
    }
}
