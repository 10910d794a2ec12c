package io.mltwin.local.demo;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The entry scripts of the demo's web services. Each serves the model of either training script:
 * the Java one its form in ONNX, the Python one its form in JSON.
 */
public enum EntryScript {
    JAVA("score-java", "Score.java", "AzureML-ONNXRuntime-1.23"),
    PYTHON("score-python", "score.py", "AzureML-Python-3-Stdlib");

    private final String folder;
    private final String file;
    private final String environment;

    EntryScript(String folder, String file, String environment) {
        this.folder = folder;
        this.file = file;
        this.environment = environment;
    }

    /**
     * Returns the scripts that a demo deploys: first the one in the language that it trains in,
     * then the other one, that in Python only where Python is there.
     */
    public static List<EntryScript> all(TrainingScript training, boolean hasPython) {
        return training == TrainingScript.PYTHON
                ? List.of(PYTHON, JAVA)
                : hasPython ? List.of(JAVA, PYTHON) : List.of(JAVA);
    }

    /**
     * Returns whether one of the folders has the program {@code python3}.
     *
     * @param folders in the form of the variable {@code PATH}
     */
    public static boolean hasPython(String folders) {
        return Arrays.stream(folders.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
    }

    String folder() {
        return folder;
    }

    String file() {
        return file;
    }

    String environment() {
        return environment;
    }
}
