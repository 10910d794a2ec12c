package io.mltwin.scoring.registry.images.build;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.Json;
import io.mltwin.scoring.registry.archives.TarReader;
import io.mltwin.scoring.registry.images.build.BaseSource.BaseUnavailableException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * An image as {@code docker save} writes it: a tar with {@code manifest.json}, a configuration and
 * layers. Nothing of it is held in memory but the two documents.
 */
final class ImageArchive {

    private static final int LARGEST_DOCUMENT = 4 * 1024 * 1024;
    private static final int GZIP_1 = 0x1f;
    private static final int GZIP_2 = 0x8b;

    private final Path file;
    private final ObjectMapper json;

    ImageArchive(Path file, ObjectMapper json) {
        this.file = file;
        this.json = json;
    }

    record Item(
            @JsonProperty("Config") String config,
            @JsonProperty("Layers") List<String> layers) {}

    /** An image with its layers as files. */
    record Content(ImageConfiguration configuration, List<LayerFile> layers) {}

    /**
     * Reads the image; its layers get compressed files in {@code folder}.
     *
     * @throws BaseUnavailableException where the file holds no whole image for this machine
     */
    Content read(Path folder) throws BaseUnavailableException {
        try {
            Files.createDirectories(folder);
            Map<String, byte[]> documents = new HashMap<>();
            visit((entry, content) -> document(documents, name(entry), content));
            byte[] manifest = documents.get("manifest.json");
            if (manifest == null) {
                throw damaged(
                        isCompressed()
                                ? "it is compressed; unpack it with gunzip"
                                : "it has no manifest.json, as 'docker save' writes it");
            }
            Item[] items = json.readValue(manifest, Item[].class);
            if (items.length != 1 || items[0].config() == null || items[0].layers() == null) {
                throw damaged("it has " + items.length + " images where one is needed");
            }
            byte[] text = documents.get(items[0].config());
            if (text == null) {
                throw damaged("it lacks the configuration " + items[0].config());
            }
            ImageConfiguration configuration = json.readValue(text, ImageConfiguration.class);
            requireForThisMachine(configuration);
            return new Content(configuration, layers(items[0].layers(), configuration, folder));
        } catch (JsonProcessingException e) {
            throw damaged("its manifest.json or configuration is none: " + Json.reason(e));
        } catch (IOException e) {
            throw new BaseUnavailableException(
                    "the file "
                            + file
                            + " cannot be read as an image: "
                            + String.valueOf(e.getMessage()).replaceAll("\\.+$", ""),
                    e);
        }
    }

    private boolean isCompressed() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == GZIP_1 && in.read() == GZIP_2;
        }
    }

    private static void document(Map<String, byte[]> documents, String name, InputStream content) throws IOException {
        // configurations have no ending where Docker names them by their digest
        byte[] start = content.readNBytes(1);
        if (start.length == 1 && (start[0] == '{' || start[0] == '[')) {
            byte[] rest = content.readNBytes(LARGEST_DOCUMENT);
            if (rest.length < LARGEST_DOCUMENT) {
                byte[] whole = new byte[rest.length + 1];
                whole[0] = start[0];
                System.arraycopy(rest, 0, whole, 1, rest.length);
                documents.put(name, whole);
            }
        }
    }

    private void requireForThisMachine(ImageConfiguration configuration) throws BaseUnavailableException {
        String own = ImageConfiguration.ownArchitecture();
        if (!"linux".equals(configuration.os()) || !own.equals(configuration.architecture())) {
            throw damaged("its image is for "
                    + configuration.os()
                    + "/"
                    + configuration.architecture()
                    + " and this machine is linux/"
                    + own);
        }
    }

    private List<LayerFile> layers(List<String> names, ImageConfiguration configuration, Path folder)
            throws IOException, BaseUnavailableException {
        List<String> diffIds = configuration.rootfs() == null
                ? List.of()
                : configuration.rootfs().diffIds();
        if (diffIds.size() != names.size()) {
            throw damaged("it has " + names.size() + " layers and " + diffIds.size() + " digests of them");
        }
        Map<String, LayerFile> found = new HashMap<>();
        visit((entry, content) -> {
            String name = name(entry);
            int index = names.indexOf(name);
            if (index >= 0) {
                Path to = folder.resolve("base-" + index);
                found.put(name, layer(content, diffIds.get(index), to));
            }
        });
        List<LayerFile> layers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            LayerFile layer = found.get(names.get(i));
            if (layer == null) {
                throw damaged("it lacks the layer " + names.get(i));
            }
            if (!layer.diffId().equals(diffIds.get(i))) {
                throw damaged("its layer " + names.get(i) + " is not what its digest says");
            }
            layers.add(layer);
        }
        return layers;
    }

    private static LayerFile layer(InputStream content, String diffId, Path to) throws IOException {
        BufferedInputStream in = new BufferedInputStream(content);
        in.mark(2);
        boolean isGzip = in.read() == GZIP_1 && in.read() == GZIP_2;
        in.reset();
        return isGzip ? LayerFile.compressed(in, diffId, to) : LayerFile.compress(in, to);
    }

    private static String name(TarArchiveEntry entry) {
        return entry.getName().replaceFirst("^\\./", "");
    }

    private void visit(TarReader.Visitor visitor) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            TarReader.visit(in, (entry, content) -> {
                if (entry.isFile()) {
                    visitor.entry(entry, content);
                }
            });
        }
    }

    private BaseUnavailableException damaged(String why) {
        return new BaseUnavailableException("the file " + file + " cannot be used: " + why);
    }
}
