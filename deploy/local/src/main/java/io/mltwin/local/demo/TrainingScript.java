package io.mltwin.local.demo;

import java.nio.file.Files;
import java.nio.file.Path;

/** The two training scripts of the demo. */
public enum TrainingScript {
    JAVA("train-java", "Train.java", "AzureML-Tribuo-4.3", "Onnx"),
    PYTHON("train-python", "train.py", "AzureML-Python-3-Stdlib", "Custom");

    /** Debian's Python packages, which every sandbox shows to scripts. */
    private static final Path DEBIAN_PACKAGES = Path.of("/usr/lib/python3/dist-packages");

    static final String DATA = "breast-cancer-wisconsin.csv";

    private final String folder;
    private final String file;
    private final String environment;
    private final String framework;

    TrainingScript(String folder, String file, String environment, String framework) {
        this.folder = folder;
        this.file = file;
        this.environment = environment;
        this.framework = framework;
    }

    /**
     * Chooses the Python script where this machine has Debian's scikit-learn, else the Java one.
     */
    public static TrainingScript ofMachine() {
        return of(DEBIAN_PACKAGES);
    }

    static TrainingScript of(Path packages) {
        return Files.isDirectory(packages.resolve("sklearn")) ? PYTHON : JAVA;
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

    String framework() {
        return framework;
    }
}
