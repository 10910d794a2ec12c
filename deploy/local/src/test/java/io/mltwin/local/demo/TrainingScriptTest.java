package io.mltwin.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingScriptTest {

    @TempDir
    Path packages;

    @ParameterizedTest
    @CsvSource({"sklearn, PYTHON", "numpy, JAVA"})
    void theDemoTrainsWithScikitLearnWhereItIsInstalled(String installed, TrainingScript expected) throws Exception {
        Files.createDirectory(packages.resolve(installed));

        assertEquals(expected, TrainingScript.of(packages));
    }
}
