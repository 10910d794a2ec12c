package io.mltwin.scoring.inference;

import ai.onnxruntime.OrtEnvironment;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.platform.PlatformConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * ONNX Runtime's native libraries, unpacked once into the service's own folder and loaded at the
 * first model: left to itself it unpacks 20 MB into the temporary folder at each start.
 */
@Singleton
class OnnxLibraries {

    private static final String PATH_PROPERTY = "onnxruntime.native.path";
    private static final List<String> NAMES = List.of("onnxruntime", "onnxruntime4j_jni");

    private final PlatformConfig config;
    private boolean prepared;

    OnnxLibraries(PlatformConfig config) {
        this.config = config;
    }

    synchronized void prepare() {
        if (prepared) {
            return;
        }
        Path folder = config.dataDir().resolve("onnxruntime");
        boolean all = true;
        for (String name : NAMES) {
            all &= unpack(folder, System.mapLibraryName(name));
        }
        if (all) {
            System.setProperty(PATH_PROPERTY, folder.toString());
        }
        try {
            OrtEnvironment.getEnvironment();
        } finally {
            System.clearProperty(PATH_PROPERTY);
        }
        prepared = true;
    }

    /**
     * False when the jar has no library for this machine under that name; ONNX Runtime says so
     * itself then.
     */
    private static boolean unpack(Path folder, String library) {
        Path file = folder.resolve(library);
        String name = "ai/onnxruntime/native/" + platform() + "/" + library;
        URL resource = OnnxLibraries.class.getClassLoader().getResource(name);
        if (resource == null) {
            return false;
        }
        try {
            URLConnection connection = resource.openConnection();
            if (Files.exists(file) && Files.size(file) == connection.getContentLengthLong()) {
                return true;
            }
            Files.createDirectories(folder);
            Path temporary = folder.resolve(library + ".new");
            try (InputStream in = connection.getInputStream()) {
                Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack ONNX Runtime into " + folder, e);
        }
    }

    private static String platform() {
        String system = AsciiCase.lower(System.getProperty("os.name"));
        String machine = AsciiCase.lower(System.getProperty("os.arch"));
        String name = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
        return name + "-" + (machine.equals("aarch64") ? "aarch64" : "x64");
    }
}
