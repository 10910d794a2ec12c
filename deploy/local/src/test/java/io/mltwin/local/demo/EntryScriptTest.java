package io.mltwin.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryScriptTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "JAVA,   true,  JAVA PYTHON",
        "JAVA,   false, JAVA",
        "PYTHON, true,  PYTHON JAVA",
        "PYTHON, false, PYTHON JAVA"
    })
    void bothLanguagesServeWherePythonIs(TrainingScript training, boolean hasPython, String expected) {
        assertEquals(
                Arrays.stream(expected.split(" ")).map(EntryScript::valueOf).toList(),
                EntryScript.all(training, hasPython));
    }

    @Test
    void pythonIsLookedForInAllFoldersOfThePath() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.writeString(plain.resolve("python3"), "no program");
        assertTrue(Files.createFile(bin.resolve("python3")).toFile().setExecutable(true));

        assertEquals(false, EntryScript.hasPython(""));
        assertEquals(false, EntryScript.hasPython(empty + File.pathSeparator + plain));
        assertEquals(true, EntryScript.hasPython(empty + File.pathSeparator + bin));
    }
}
