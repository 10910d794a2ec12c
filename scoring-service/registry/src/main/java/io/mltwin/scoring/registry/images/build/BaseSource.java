package io.mltwin.scoring.registry.images.build;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Fetches the base of images from where the setting says: Docker's command on this machine, a
 * registry (by Jib, with the credentials of Docker's configuration), or a file. Nothing is fetched
 * before an image needs it.
 */
final class BaseSource {

    private static final Logger LOG = Logger.getLogger(BaseSource.class);
    private static final long ASK_SECONDS = 20;
    private static final long SAVE_SECONDS = 600;
    private static final String DOCKER = "docker";

    private final BaseReference reference;

    BaseSource(BaseReference reference) {
        this.reference = reference;
    }

    /**
     * Returns what tells one content of the base from another: Docker's id of the image, or size
     * and time of the file. A tag of a registry is taken once for each registry of a workspace.
     */
    String version() throws BaseUnavailableException {
        return switch (reference.source()) {
            case DOCKER -> docker(ASK_SECONDS, List.of("image", "inspect", "--format", "{{.Id}}", reference.name()));
            case TAR -> ofFile();
            case REGISTRY -> reference.name();
            case NONE -> throw new BaseUnavailableException("mltwin.images.base is none");
        };
    }

    private String ofFile() throws BaseUnavailableException {
        if (Files.isDirectory(reference.path())) {
            throw new BaseUnavailableException(reference.path() + " is a folder and no file");
        }
        try {
            return Files.size(reference.path())
                    + "-"
                    + Files.getLastModifiedTime(reference.path()).toMillis();
        } catch (IOException e) {
            throw new BaseUnavailableException("there is no file " + reference.path() + " that can be read", e);
        }
    }

    /** Returns the base as a file that {@code docker save} could have written. */
    Path fetch(Path folder) throws BaseUnavailableException {
        Path file = folder.resolve("base.tar");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new BaseUnavailableException("the folder " + folder + " cannot be made", e);
        }
        switch (reference.source()) {
            case TAR -> {
                return reference.path();
            }
            case DOCKER -> docker(SAVE_SECONDS, List.of("save", "-o", file + "", reference.name()));
            case REGISTRY -> pull(folder, file);
            case NONE -> throw new IllegalStateException("there is no base to fetch");
        }
        return file;
    }

    private void pull(Path folder, Path file) throws BaseUnavailableException {
        try {
            ImageReference image = ImageReference.parse(reference.name());
            CredentialRetrieverFactory credentials =
                    CredentialRetrieverFactory.forImage(image, event -> LOG.debug(event.getMessage()));
            Jib.from(RegistryImage.named(image).addCredentialRetriever(credentials.dockerConfig()))
                    .setPlatforms(Set.of(new Platform(ImageConfiguration.ownArchitecture(), "linux")))
                    .containerize(Containerizer.to(TarImage.at(file).named("base"))
                            .setApplicationLayersCache(folder.resolve("pulled"))
                            .setBaseImageLayersCache(folder.resolve("pulled-base"))
                            .setAllowInsecureRegistries(image.getRegistry().startsWith("localhost:")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BaseUnavailableException("its pull was interrupted", e);
        } catch (RegistryException
                | ExecutionException
                | CacheDirectoryCreationException
                | InvalidImageReferenceException
                | IOException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new BaseUnavailableException(
                    "it cannot be pulled: " + (root.getMessage() == null ? root.toString() : root.getMessage()), e);
        }
    }

    /** Returns what the command printed. */
    private String docker(long seconds, List<String> arguments) throws BaseUnavailableException {
        List<String> line = new ArrayList<>(List.of(DOCKER));
        line.addAll(arguments);
        File printed = null;
        try {
            printed = Files.createTempFile("docker", ".log").toFile();
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(printed)
                    .start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new BaseUnavailableException("Docker did not answer within " + seconds + " seconds");
            }
            String text =
                    Files.readString(printed.toPath(), StandardCharsets.UTF_8).strip();
            if (process.exitValue() != 0) {
                throw new BaseUnavailableException("Docker says: " + lastLine(text));
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BaseUnavailableException("asking Docker was interrupted", e);
        } catch (IOException e) {
            throw new BaseUnavailableException("Docker's command is not on this machine", e);
        } finally {
            if (printed != null && !printed.delete()) {
                LOG.debugf("The file %s is left", printed);
            }
        }
    }

    private static String lastLine(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    /** The base of images cannot be had; the message says why. */
    static final class BaseUnavailableException extends Exception {

        private static final long serialVersionUID = 1;

        BaseUnavailableException(String message) {
            super(message);
        }

        BaseUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
