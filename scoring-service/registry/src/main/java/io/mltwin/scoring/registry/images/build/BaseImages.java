package io.mltwin.scoring.registry.images.build;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.encoding.Sha256;
import io.mltwin.scoring.RegistryConfig;
import io.mltwin.scoring.registry.images.build.BaseSource.BaseUnavailableException;
import io.mltwin.scoring.registry.images.build.ImageManifest.Descriptor;
import io.mltwin.scoring.registry.images.build.RegistryPushClient.Target;
import io.mltwin.scoring.registry.repositories.RegistryContent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The base of images in a workspace's registry: put there when an image needs it for the first
 * time, and taken over by all images of that registry from then on.
 *
 * <p>Deviation: where the base that {@code mltwin.images.base} names cannot be had, an image gets
 * the smallest root file system in its place, in which Docker can run nothing; its tag ends with
 * {@code -minimal}, and its build log says why. The platform serves it all the same.
 */
@Singleton
public class BaseImages {

    /** Of every registry, for bases. */
    static final String REPOSITORY = "mltwin/base";

    private static final String MINIMAL_TAG = "minimal-1";
    private static final int TAG_LENGTH = 32;

    private final BaseReference reference;
    private final BaseSource source;
    private final RegistryPushClient client;
    private final RegistryContent content;
    private final ObjectMapper json;

    public BaseImages(RegistryConfig config, RegistryPushClient client, RegistryContent content, ObjectMapper json) {
        this.reference = BaseReference.parse(config.imagesBase());
        this.source = new BaseSource(reference);
        this.client = client;
        this.content = content;
        this.json = json;
    }

    /** A setting that names no base fails the start of the service, in the constructor. */
    void validate(@Observes StartupEvent event) {}

    /**
     * Returns the base in the registry, and puts it there unless it is.
     *
     * @param target any repository of the registry
     * @param folder for files, which the caller deletes
     */
    public synchronized BaseImage provide(Target target, Path folder, BuildLog log) throws IOException {
        Target bases = target.repository(REPOSITORY);
        try {
            return ofSetting(bases, folder, log);
        } catch (BaseUnavailableException e) {
            log.line("There is no base "
                    + reference
                    + ", since "
                    + e.getMessage()
                    + ". The image gets a minimal root file system: the platform serves it,"
                    + " Docker cannot run it."
                    + reference.remedy());
            return minimal(bases, folder);
        }
    }

    private BaseImage ofSetting(Target bases, Path folder, BuildLog log) throws BaseUnavailableException {
        String version = source.version();
        String tag = Sha256.hex(reference + "|" + version).substring(0, TAG_LENGTH);
        Optional<BaseImage> known = find(bases, tag, false);
        if (known.isPresent()) {
            log.line("The base " + reference + " is in the registry: "
                    + known.get().digest());
            return known.get();
        }
        log.line("The base " + reference + " is fetched");
        ImageArchive.Content archive =
                new ImageArchive(source.fetch(folder.resolve("fetched")), json).read(folder.resolve("base-layers"));
        log.line("The base has "
                + archive.layers().size()
                + " layers of together "
                + archive.layers().stream().mapToLong(LayerFile::size).sum()
                + " bytes; they are pushed to "
                + bases);
        push(bases, archive, tag);
        return find(bases, tag, false).orElseThrow();
    }

    private BaseImage minimal(Target bases, Path folder) throws IOException {
        Optional<BaseImage> known = find(bases, MINIMAL_TAG, true);
        if (known.isPresent()) {
            return known.get();
        }
        LayerFile layer = new LayerFile.Content()
                .text(
                        "/etc/passwd",
                        "root:x:0:0:root:/root:/bin/sh\n" + "inference:x:10100:10100::/home/inference:/bin/sh\n")
                .text("/etc/group", "root:x:0:\ninference:x:10100:\n")
                .folder("/home/inference")
                .folder("/var/azureml-app")
                .sharedFolder("/tmp")
                .write(folder.resolve("minimal.tar.gz"));
        push(
                bases,
                new ImageArchive.Content(ImageConfiguration.empty().withUser("10100:10100"), List.of(layer)),
                MINIMAL_TAG);
        return find(bases, MINIMAL_TAG, true).orElseThrow();
    }

    private void push(Target bases, ImageArchive.Content archive, String tag) {
        ImageConfiguration configuration = archive.configuration().withoutLayers();
        List<Descriptor> layers = new ArrayList<>();
        for (LayerFile layer : archive.layers()) {
            client.push(bases, layer);
            layers.add(new Descriptor(Descriptor.LAYER, layer.digest(), layer.size()));
            configuration = configuration.withLayer(layer.diffId());
        }
        client.push(bases, ImageManifest.of(client.push(bases, configuration), layers), tag);
    }

    private Optional<BaseImage> find(Target bases, String tag, boolean isMinimal) {
        return content.digest(bases.registry(), REPOSITORY, tag).map(digest -> read(bases, digest, isMinimal));
    }

    private BaseImage read(Target bases, String digest, boolean isMinimal) {
        try {
            ImageManifest manifest = content.manifest(bases.registry(), REPOSITORY, digest, ImageManifest.class);
            return new BaseImage(
                    REPOSITORY,
                    digest,
                    content.configuration(
                            bases.registry(), REPOSITORY, manifest.config().digest(), ImageConfiguration.class),
                    manifest.layers(),
                    isMinimal);
        } catch (IOException e) {
            throw new UncheckedIOException("The stored base cannot be read", e);
        }
    }

    /**
     * A base that lies in a workspace's registry, from which images take its layers over.
     *
     * @param repository that it lies in
     * @param digest of its manifest
     * @param isMinimal whether it is the smallest root file system, in which nothing can run
     */
    public record BaseImage(
            String repository,
            String digest,
            ImageConfiguration configuration,
            List<Descriptor> layers,
            boolean isMinimal) {}
}
