package io.mltwin.local.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir private Path folder;
    private Path jar;
    private Path classes;
    private ClassArchive archive;

    @BeforeEach
    void program() throws IOException {
        jar = folder.resolve("program.jar");
        classes = folder.resolve("program.classes");
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, new Manifest()).close();
        }
        archive = new ClassArchive("program", folder, List.of(jar), List.of(), classes);
    }

    @Test
    void aRunWithoutAnArchiveNotesItsClasses() throws IOException {
        assertTrue(archive.options().contains("-XX:DumpLoadedClassList=" + classes));
        assertFalse(archive.canBeMade());
    }

    @Test
    void whereNoneIsToBeMadeNothingIsNoted() throws IOException {
        ClassArchive none = new ClassArchive("program", folder, List.of(jar), List.of(), null);

        assertTrue(none.options().stream().noneMatch(option -> option.contains("DumpLoaded")));
        assertFalse(none.canBeMade());
    }

    @Test
    void theJvmAcceptsWhatWasMadeOfAListCutShort() throws Exception {
        Files.writeString(classes, "java/lang/Object\njava/util/zip/Adler32\njava/util/zip/CR");
        assertTrue(archive.canBeMade());

        assertTrue(archive.make(ClassArchiveTest::run));

        assertFalse(archive.canBeMade());
        assertEquals(0, run(java(archive.options())));
        assertEquals(1, archives().size());
    }

    @Test
    void anotherBuildDoesNotUseTheArchiveAndItsOwnReplacesIt() throws Exception {
        Files.writeString(classes, "java/lang/Object\n");
        assertTrue(archive.make(ClassArchiveTest::run));
        List<String> before = archive.options();

        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));

        assertTrue(archive.options().contains("-XX:DumpLoadedClassList=" + classes));
        assertEquals(0, run(java(before)), "an archive that does not fit is left aside");
        Files.writeString(classes, "java/lang/Object\n");
        assertTrue(archive.make(ClassArchiveTest::run));
        assertEquals(1, archives().size());
    }

    @Test
    void aFailedAttemptLeavesNothing() throws Exception {
        Files.writeString(classes, "java/lang/Object\n");

        assertFalse(archive.make(process -> 1));

        assertTrue(archive.canBeMade());
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    private ProcessBuilder java(List<String> options) {
        List<String> command = new java.util.ArrayList<>(List.of(Java.executable().toString()));
        command.add("-XX:+UseSerialGC");
        command.addAll(options);
        command.addAll(List.of("-cp", jar.toString(), "-version"));
        return new ProcessBuilder(command);
    }

    private static int run(ProcessBuilder process) throws IOException, InterruptedException {
        return process.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private List<Path> archives() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }
}
